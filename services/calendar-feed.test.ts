import ICAL from 'ical.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../test/harness/database';
import { createPortal } from '../test/web/portal';
import { calendarFeed, type FeedOwner, feedPath, feedToken, readFeedToken } from './calendar-feed';
import type { Database } from './context';
import { applyDeadlineChange } from './deadlines';
import { decideExtension } from './extensions';
import { signToken } from './links';
import { suspendPlan, terminatePlan } from './plan-life';
import { at, type Register, seedRegister, vn } from './register.fixture';

const SECRET = 'chuỗi bí mật của phép thử, đủ dài';

/** RFC 5545 read back by hand: folded lines joined, components nested, texts unescaped. */
function parse(text: string): { calendar: Map<string, string>; events: Map<string, string>[] } {
  expect(text.endsWith('\r\n') || text.endsWith('END:VCALENDAR')).toBe(true);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const calendar = new Map<string, string>();
  const events: Map<string, string>[] = [];
  const open: string[] = [];
  for (const line of text
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter(Boolean)) {
    const [, name = '', parameters = '', value = ''] = /^([A-Z-]+)((?:;[^:]*)?):(.*)$/.exec(line) ?? [];
    expect(name, line).not.toBe('');
    if (name === 'BEGIN') {
      open.push(value);
      if (value === 'VEVENT') events.push(new Map());
    } else if (name === 'END') expect(open.pop()).toBe(value);
    else {
      const read = value.replaceAll(/\\([\\;,nN])/g, (_, char) => (/n/i.test(char) ? '\n' : char));
      // RFC 5545 §3.6: properties of the calendar stand before its components
      if (open.at(-1) === 'VCALENDAR') expect(events, line).toEqual([]);
      const into = open.at(-1) === 'VEVENT' ? events.at(-1) : calendar;
      into?.set(`${name}${parameters}`, read);
    }
  }
  expect(open).toEqual([]);
  return { calendar, events };
}

describe('the calendar feed', () => {
  let db: Database;
  let register: Register;
  let unit: FeedOwner;
  let officer: FeedOwner;
  beforeEach(async () => {
    db = (await createTestDatabase()).db;
    register = await seedRegister(db);
    unit = { kind: 'unit', id: at(register.units, 0) };
    officer = { kind: 'officer', id: register.users.officer };
  });
  const feed = async (owner: FeedOwner, when = '2026-06-10') => {
    const text = await calendarFeed(db, { owner, asOf: vn(when), publicUrl: 'https://dondoc.vi-du.vn' });
    if (text === null) throw new Error('no feed');
    return parse(text);
  };
  const move = (date: string, hour?: string) =>
    applyDeadlineChange(db, register.officer('2026-06-10'), {
      change: { kind: 'period', periodId: register.periodId, date, ...(hour ? { hour } : {}) },
      reason: 'Theo công văn của tỉnh.',
    });

  it('gives a unit its own deadlines as whole days, in Vietnamese, with what calendar programs require', async () => {
    const { calendar, events } = await feed(unit);
    expect(calendar.get('VERSION')).toBe('2.0');
    expect(calendar.get('PRODID')).toBeTruthy();
    expect(calendar.get('METHOD')).toBe('PUBLISH');
    expect(calendar.get('X-WR-CALNAME')).toBe('Hạn báo cáo – Đơn vị 1');
    expect(events).toHaveLength(1);
    const [event] = events;
    expect(event?.get('UID')).toBe(`${register.obligations[0]}@dondoc`);
    expect(event?.get('DTSTART;VALUE=DATE')).toBe('20260619');
    expect(event?.get('DTSTAMP')).toMatch(/^\d{8}T\d{6}Z$/);
    expect(event?.get('SUMMARY')).toBe(
      'Hạn nộp: 6 tháng đầu năm 2026 – Phát triển nông nghiệp công nghệ cao năm 2026',
    );
    expect(event?.get('STATUS')).toBe('CONFIRMED');
  });

  it('B97 keeps the UID and counts the SEQUENCE up with every move, back again too; an hour makes it a timed event', async () => {
    const seen = [(await feed(unit)).events[0]];
    expect(await move('2026-06-30', '16:00')).toMatchObject({ ok: true });
    seen.push((await feed(unit)).events[0]);
    expect(await move('2026-06-19')).toMatchObject({ ok: true });
    seen.push((await feed(unit)).events[0]);
    expect(new Set(seen.map((event) => event?.get('UID'))).size).toBe(1);
    const sequences = seen.map((event) => Number(event?.get('SEQUENCE')));
    expect(sequences).toEqual([1, 2, 3]);
    // 16h00 in Viet Nam
    expect(seen[1]?.get('DTEND')).toBe('20260630T090000Z');
    expect(seen[2]?.get('DTSTART;VALUE=DATE')).toBe('20260619');
  });

  it('is read by another program as it is meant: days in Viet Nam, instants, one identity, cancellations', async () => {
    const read = async (when: string) => {
      const text = await calendarFeed(db, {
        owner: unit,
        asOf: vn(when),
        publicUrl: 'https://dondoc.vi-du.vn',
      });
      const calendar = new ICAL.Component(ICAL.parse(text ?? ''));
      return calendar.getAllSubcomponents('vevent').map((component) => {
        const { uid, sequence, summary, startDate, endDate } = new ICAL.Event(component);
        const status = component.getFirstPropertyValue('status');
        return { uid, sequence, summary, status, allDay: startDate.isDate, startDate, endDate };
      });
    };
    const [day] = await read('2026-06-10');
    expect(day).toMatchObject({ uid: `${register.obligations[0]}@dondoc`, sequence: 1, allDay: true });
    expect(day?.summary).toContain('6 tháng đầu năm 2026');
    expect([day?.startDate.toString(), day?.endDate.toString()]).toEqual(['2026-06-19', '2026-06-20']);
    await move('2026-06-30', '16:00');
    const [hour] = await read('2026-06-10');
    expect(hour).toMatchObject({ uid: day?.uid, sequence: 2, allDay: false, status: 'CONFIRMED' });
    expect(hour?.endDate.toJSDate()).toEqual(new Date('2026-06-30T16:00:00+07:00'));
    const about = { planId: register.planId, on: '2026-06-16', reason: 'Có kế hoạch mới thay thế.' };
    await terminatePlan(db, register.head('2026-06-16'), about);
    const [gone] = await read('2026-06-17');
    expect(gone).toMatchObject({ uid: day?.uid, status: 'CANCELLED' });
    expect(gone?.sequence).toBeGreaterThan(2);
  });

  it('B28 cancels what is no longer owed, under the same UID and a higher SEQUENCE', async () => {
    const before = (await feed(unit)).events[0];
    const done = await terminatePlan(db, register.head('2026-06-16'), {
      planId: register.planId,
      on: '2026-06-16',
      reason: 'Có kế hoạch mới thay thế.',
    });
    expect(done).toMatchObject({ ok: true });
    const [event] = (await feed(unit, '2026-06-17')).events;
    expect(event?.get('UID')).toBe(before?.get('UID'));
    expect(event?.get('STATUS')).toBe('CANCELLED');
    expect(Number(event?.get('SEQUENCE'))).toBeGreaterThan(Number(before?.get('SEQUENCE')));
    expect(event?.get('DESCRIPTION')).toContain('Có kế hoạch mới thay thế');
    expect((await feed(officer, '2026-06-17')).events[0]?.get('STATUS')).toBe('CANCELLED');
  });

  it('B94 leaves a report that passed to another unit as cancelled with the one, as owed with the other', async () => {
    await db.obligation.delete({ where: { id: at(register.obligations, 2) } });
    const [from, to] = [at(register.units, 0), at(register.units, 2)];
    await db.obligation.update({
      where: { id: at(register.obligations, 0) },
      data: { unitId: to, namedUnitId: from },
    });
    const [old] = (await feed(unit)).events;
    expect(old?.get('STATUS')).toBe('CANCELLED');
    expect(old?.get('DESCRIPTION')).toBe('Đã chuyển cho Đơn vị 3');
    expect((await feed({ kind: 'unit', id: to })).events[0]?.get('STATUS')).toBe('CONFIRMED');
  });

  it('B27 marks a suspended plan as tentative', async () => {
    await suspendPlan(db, register.officer('2026-06-10'), { planId: register.planId, reason: 'Chờ ý kiến.' });
    const [event] = (await feed(unit)).events;
    expect(event?.get('STATUS')).toBe('TENTATIVE');
    expect(event?.get('SUMMARY')).toContain('kế hoạch tạm dừng');
  });

  it('B51 gives an officer one event a period, and one of its own to a unit with another date', async () => {
    expect((await feed(officer)).events.map((event) => event.get('SUMMARY'))).toEqual([
      expect.stringContaining('(đã nộp 0/3 đơn vị)'),
    ]);
    await decideExtension(db, register.head('2026-06-12'), {
      obligationId: at(register.obligations, 0),
      grant: true,
      newDate: '2026-06-26',
      reason: 'Chờ số liệu.',
    });
    const { events } = await feed(officer);
    expect(events.map((event) => [event.get('UID'), event.get('DTSTART;VALUE=DATE')])).toEqual([
      [`${register.periodId}@dondoc`, '20260619'],
      [`${register.obligations[0]}@dondoc`, '20260626'],
    ]);
    expect(events[0]?.get('SUMMARY')).toContain('(đã nộp 0/2 đơn vị)');
    expect(events[1]?.get('SUMMARY')).toContain('(Đơn vị 1)');
  });

  it('reads only tokens that this secret signed for feeds', () => {
    const token = feedToken(unit, SECRET);
    expect(readFeedToken(token, SECRET)).toEqual(unit);
    expect(readFeedToken(feedToken(officer, SECRET), SECRET)).toEqual(officer);
    expect(readFeedToken(token, `${SECRET}!`)).toBeNull();
    expect(readFeedToken(token.replace(/^dv/, 'cb'), SECRET)).toBeNull();
    expect(readFeedToken(token.replace(unit.id, at(register.units, 1)), SECRET)).toBeNull();
    expect(readFeedToken(signToken(unit.id, SECRET), SECRET)).toBeNull();
    expect(readFeedToken('', SECRET)).toBeNull();
    const spellings = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map(
      (letter) => token.slice(0, -1) + letter,
    );
    expect(spellings.filter((spelling) => readFeedToken(spelling, SECRET))).toEqual([token]);
  });

  it('ends with the account, and answers a wrong address without a session and without a hint', async () => {
    await db.user.update({ where: { id: officer.id }, data: { active: false } });
    const asOf = vn('2026-06-10');
    expect(await calendarFeed(db, { owner: officer, asOf, publicUrl: '' })).toBeNull();
    expect(await calendarFeed(db, { owner: { kind: 'unit', id: 'x' }, asOf, publicUrl: '' })).toBeNull();
  });
});

describe('/lich/<token>.ics', () => {
  it('serves the calendar without a session, refuses a forged token, and slows guessing', async () => {
    const portal = await createPortal({ rateLimits: { badLinks: 2 } });
    const anybody = portal.client();
    const path = feedPath({ kind: 'unit', id: at(portal.register.units, 0) }, portal.options.linkSecret);
    const served = await anybody.download(path);
    expect(served.status).toBe(200);
    expect(served.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(parse(await served.text()).events).toHaveLength(1);
    const forged = path.replace(/.{4}\.ics$/, 'AAAA.ics');
    expect((await anybody.download(forged)).status).toBe(404);
    expect((await anybody.download(forged)).status).toBe(404);
    expect((await anybody.download(path)).status).toBe(429);
  });
});
