import { describe, expect, it } from 'vitest';
import { at, vn } from '../../services/register.fixture';
import { type Desk, desks, handIn, outbox } from './desk';

const openDesk = desks();

/** A reminder of one unit that becomes due at an hour of the test's choice. */
async function queue({ db, register }: Desk, position: number, step: string, when: string): Promise<void> {
  const { organizationId } = register;
  const obligationId = at(register.obligations, position);
  const contactId = at(register.contacts, position);
  const effectiveAt = vn(when);
  const key = `${obligationId}/${step}/${contactId}/email/1`;
  const line = { obligationId, step, revision: 1, recipient: contactId, channel: 'email' };
  await db.message.create({
    data: {
      organizationId,
      key,
      kind: 'reminder',
      contactId,
      channel: 'email',
      nominalAt: effectiveAt,
      effectiveAt,
      createdAt: effectiveAt,
      items: { create: line },
    },
  });
}

describe('quiet hours', () => {
  it('B40 a reminder due at 22:10 waits until 07:00 and then goes', async () => {
    const desk = await openDesk({ units: 1 });
    await queue(desk, 0, 'T-7', '2026-06-10T22:10');
    const { nextAt } = await desk.drain('2026-06-10T22:10');
    expect(await outbox(desk)).toMatchObject([{ state: 'held', reason: expect.stringContaining('Giữ lại') }]);
    expect(nextAt).toBe('2026-06-11T07:00:00.000+07:00');
    await desk.drainAll('2026-06-11T06:59');
    expect(desk.email.attempts).toEqual([]);
    await desk.drainAll('2026-06-11T07:00');
    expect(desk.email.delivered).toHaveLength(1);
    expect(await outbox(desk)).toMatchObject([{ state: 'sent', sentAt: vn('2026-06-11T07:00') }]);
  });

  it('B40 not if the report came in the night', async () => {
    const desk = await openDesk({ units: 1 });
    await queue(desk, 0, 'T-7', '2026-06-10T22:10');
    await desk.drain('2026-06-10T22:10');
    await handIn(desk, 0, '2026-06-10T23:00');
    await desk.drainAll('2026-06-11T07:00');
    const [reminder] = await outbox(desk);
    expect(reminder).toMatchObject({ state: 'withheld', reason: expect.stringContaining('đã nộp') });
    expect(desk.email.delivered.map(({ key }) => key)).not.toContain(reminder?.key);
  });

  it('B40 held past the deadline it says so: "còn 1 ngày" would be a lie', async () => {
    const desk = await openDesk({ units: 2 });
    await queue(desk, 0, 'T-1', '2026-06-18T20:59');
    await queue(desk, 1, 'T-1', '2026-06-19T22:10');
    await desk.drainAll('2026-06-18T20:59');
    await desk.drainAll('2026-06-19T22:10');
    // 20 and 21 June are a weekend, and the report was due on the 19th
    await desk.drainAll('2026-06-21T10:00');
    await desk.drainAll('2026-06-22T07:00');
    const [early, late] = desk.email.delivered.map(({ subject = '', text }) => `${subject}\n${text}`);
    expect(early?.toLowerCase()).toContain('còn 1 ngày');
    expect(late?.toLowerCase()).toContain('quá hạn');
    expect(late?.toLowerCase()).not.toContain('còn 1 ngày');
  });

  it('B41 a message to the office waits for the next working day too', async () => {
    const desk = await openDesk({ units: 1 });
    await handIn(desk, 0, '2026-06-06T10:00');
    await desk.drainAll('2026-06-06T10:00');
    expect(desk.email.attempts).toEqual([]);
    expect(await outbox(desk, 'receipt')).toMatchObject([{ effectiveAt: vn('2026-06-08T07:30') }]);
    await desk.drainAll('2026-06-08T07:30');
    expect(desk.email.delivered).toHaveLength(1);
  });
});

describe('a provider that is away for days', () => {
  it('B38 then gets the latest step only; the ones before it say why they did not go', async () => {
    const desk = await openDesk({ units: 2 });
    const busy = {
      outcome: 'later',
      code: 'ECONNREFUSED',
      reasonVi: 'Chưa kết nối được máy chủ thư',
      retryAfterMs: 60_000,
    } as const;
    desk.email.answerNext(busy, busy, busy, busy);
    for (const day of ['2026-06-04T07:30', '2026-06-12T07:30']) {
      await desk.remind(day);
      await desk.drain(day);
    }
    await desk.remind('2026-06-16T07:30');
    await desk.drainAll('2026-06-16T09:00');
    expect(desk.email.delivered).toHaveLength(2);
    const states = (await outbox(desk)).map(({ state, items, reason }) => [items[0]?.step, state, reason]);
    const gaveWay = 'Không gửi: đã có thông báo sau thay thế';
    expect(states.filter(([, state]) => state === 'sent').map(([step]) => step)).toEqual(['T-3', 'T-3']);
    expect(states.filter(([, , reason]) => reason === gaveWay).map(([step]) => step)).toEqual([
      'T-15',
      'T-15',
      'T-7',
      'T-7',
    ]);
  });
});

describe('the pace of the providers', () => {
  it('B105 leaves the rest for the next minute, the oldest deadline first, and everything leaves', async () => {
    const desk = await openDesk({ units: 14, messagesPerMinute: 5 });
    const { db, register } = desk;
    // the last four units have an earlier deadline than the others
    const urgent = register.obligations.slice(10);
    await db.obligation.updateMany({
      where: { id: { in: urgent } },
      data: { dueAt: vn('2026-06-15T23:59:59.999') },
    });
    for (const position of register.units.keys()) await queue(desk, position, 'T-7', '2026-06-12T07:30');
    const minutes: number[] = [];
    for (let next: string | null = '2026-06-12T07:30:00+07:00'; next; ) {
      const before = desk.email.attempts.length;
      ({ nextAt: next } = await desk.drain(next.slice(0, 19)));
      minutes.push(desk.email.attempts.length - before);
    }
    expect(minutes).toEqual([5, 5, 4]);
    const first = desk.email.attempts.slice(0, 5).map(({ key }) => key.slice(0, 36));
    expect(first).toEqual(expect.arrayContaining(urgent));
    const sentAt = (await outbox(desk)).map((message) => message.sentAt?.getTime() ?? 0);
    expect(new Set(sentAt).size).toBe(3);
    expect(Math.max(...sentAt) - Math.min(...sentAt)).toBe(2 * 60_000);
  });

  it('B105 what is held or withheld does not use up the minute of the others', async () => {
    const desk = await openDesk({ units: 6, messagesPerMinute: 4 });
    for (const position of desk.register.units.keys()) await queue(desk, position, 'T-7', '2026-06-12T07:30');
    for (const position of [0, 1, 2]) await handIn(desk, position, '2026-06-12T07:29');
    await desk.drainAll('2026-06-12T07:30');
    const states = (await outbox(desk)).map(({ state }) => state).sort();
    expect(states).toEqual(['sent', 'sent', 'sent', 'withheld', 'withheld', 'withheld']);
  });
});
