import { beforeEach, describe, expect, it } from 'vitest';
import { isOfficialYear, isWorkingDay } from '../domain/calendar';
import { createTestDatabase } from '../test/harness/database';
import { calendarOf } from './calendar';
import { applyCalendar, previewCalendar } from './calendar-changes';
import { officialYear } from './calendar-year';
import { type Database, inTransaction } from './context';
import { dateColumn } from './dates';
import { applyDeadlineChange, previewDeadlineChange } from './deadlines';
import { decideExtension } from './extensions';
import { writeProjection } from './projection';
import { at, pretendReminded, type Register, seedRegister, vn } from './register.fixture';
import { submitReport } from './submissions';

describe('deadlines that move', () => {
  let db: Database;
  let register: Register;
  let first: string;
  beforeEach(async () => {
    db = (await createTestDatabase()).db;
    register = await seedRegister(db);
    first = at(register.obligations, 0);
  });
  const obligation = (position = 0) =>
    db.obligation.findUniqueOrThrow({ where: { id: at(register.obligations, position) } });
  const send = (position: number, when: string) =>
    submitReport(db, register.contact(position, when), {
      obligationId: at(register.obligations, position),
      sections: { results: 'Đã thực hiện.' },
    });
  const remind = (position: number, when = '2026-06-12') =>
    pretendReminded(db, register, {
      obligationId: at(register.obligations, position),
      contactId: at(register.contacts, position),
      at: when,
    });
  const moveTo = (date: string, when: string, positions = [0, 1, 2]) =>
    applyDeadlineChange(db, register.officer(when), {
      change: { kind: 'obligations', obligationIds: positions.map((p) => at(register.obligations, p)), date },
      reason: 'Điều chỉnh theo lịch họp.',
      document: 'CV 45/UBND-VP ngày 15/6/2026',
    });
  const notices = (state?: 'queued' | 'withheld') =>
    db.message.findMany({
      where: { kind: 'change_notice', ...(state ? { state } : {}) },
      orderBy: { createdAt: 'asc' },
    });

  describe('the change protocol', () => {
    it('B44 after the first reminder: one notice to those reminded, none to the others', async () => {
      await remind(0);
      expect(await moveTo('2026-06-25', '2026-06-15')).toMatchObject({ ok: true, moved: 3, noticed: 1 });
      expect(await notices()).toMatchObject([
        {
          contactId: register.contacts[0],
          state: 'queued',
          effectiveAt: vn('2026-06-15T08:10:00'),
          facts: {
            document: 'CV 45/UBND-VP ngày 15/6/2026',
            changes: [
              {
                obligationId: first,
                oldDueAt: '2026-06-19T23:59:59.999+07:00',
                newDueAt: '2026-06-25T23:59:59.999+07:00',
              },
            ],
          },
        },
      ]);
      expect(await obligation(0)).toMatchObject({ revision: 2, revisedAt: vn('2026-06-15') });
      expect(await obligation(1)).toMatchObject({ revision: 2, revisedAt: null });
    });

    it('B44 changed back within ten minutes: nothing is sent', async () => {
      await remind(0);
      await moveTo('2026-06-25', '2026-06-15T08:00:00');
      await moveTo('2026-06-19', '2026-06-15T08:06:00');
      expect(await notices('queued')).toEqual([]);
      expect(await notices('withheld')).toMatchObject([
        { reason: expect.stringContaining('đổi lại trong 10 phút') },
      ]);
      expect(await obligation()).toMatchObject({ revision: 3, dueAt: vn('2026-06-19T23:59:59.999') });
    });

    it('B44 changed twice within ten minutes: one notice from the date told to the last one', async () => {
      await remind(0);
      await remind(1);
      await moveTo('2026-06-24', '2026-06-15T08:00:00', [0]);
      await moveTo('2026-06-26', '2026-06-15T08:05:00', [0, 1]);
      const waiting = await notices('queued');
      expect(waiting.map(({ facts }) => (facts as { changes: object[] }).changes)).toMatchObject([
        [{ oldDueAt: '2026-06-19T23:59:59.999+07:00', newDueAt: '2026-06-26T23:59:59.999+07:00' }],
        [{ oldDueAt: '2026-06-19T23:59:59.999+07:00', newDueAt: '2026-06-26T23:59:59.999+07:00' }],
      ]);
    });

    it('B97 every moved deadline keeps who, when, old, new, reason and document; restoring is a new entry', async () => {
      await moveTo('2026-06-25', '2026-06-15', [0]);
      await moveTo('2026-06-19', '2026-06-16', [0]);
      const entries = await db.auditEntry.findMany({
        where: { action: 'deadline.changed' },
        orderBy: { id: 'asc' },
      });
      expect(entries).toMatchObject([
        {
          actorName: 'Chuyên viên Văn phòng (officer)',
          at: vn('2026-06-15'),
          before: { dueAt: '2026-06-19T23:59:59.999+07:00' },
          after: { dueAt: '2026-06-25T23:59:59.999+07:00', document: 'CV 45/UBND-VP ngày 15/6/2026' },
          reason: 'Điều chỉnh theo lịch họp.',
        },
        {
          before: { dueAt: '2026-06-25T23:59:59.999+07:00' },
          after: { dueAt: '2026-06-19T23:59:59.999+07:00' },
        },
      ]);
    });

    it('the preview writes nothing, and its fingerprint is refused once the register moved on', async () => {
      const change = { kind: 'period' as const, periodId: register.periodId, date: '2026-06-25' };
      const previewed = await previewDeadlineChange(db, register.officer('2026-06-15'), change);
      if (!previewed.ok) throw new Error(previewed.error.message);
      expect(previewed.preview.moves).toHaveLength(3);
      expect(await obligation()).toMatchObject({ revision: 1 });
      await send(0, '2026-06-15T09:00:00');
      const apply = (fingerprint?: string) =>
        applyDeadlineChange(db, register.officer('2026-06-15T10:00:00'), {
          change,
          reason: 'Dời hạn.',
          ...(fingerprint ? { fingerprint } : {}),
        });
      expect(await apply(previewed.preview.fingerprint)).toMatchObject({
        ok: false,
        error: { code: 'PREVIEW_OUTDATED' },
      });
      expect(await apply()).toMatchObject({ ok: true, moved: 2 });
      expect(await obligation()).toMatchObject({ state: 'submitted', dueAt: vn('2026-06-19T23:59:59.999') });
    });

    it('B13 a date set by hand stays when rule or period move; derived ones follow', async () => {
      await moveTo('2026-06-24', '2026-06-15', [0]);
      const applied = await applyDeadlineChange(db, register.officer('2026-06-16'), {
        change: {
          kind: 'rule',
          ruleId: register.ruleId,
          deadlineRule: { kind: 'fixedDay', day: 29, month: 6, bound: 'at_latest' },
        },
        reason: 'Tỉnh dời hạn.',
      });
      expect(applied).toMatchObject({ ok: true, moved: 2 });
      expect(await obligation(0)).toMatchObject({ dueAt: vn('2026-06-24T23:59:59.999') });
      expect(await obligation(1)).toMatchObject({ dueAt: vn('2026-06-29T23:59:59.999') });
      expect(await db.reportingRule.findFirstOrThrow()).toMatchObject({ revision: 2 });
    });

    it('B13 a date of its own stays as well where the whole period was moved by hand before', async () => {
      const movePeriod = (date: string, when: string) =>
        applyDeadlineChange(db, register.officer(when), {
          change: { kind: 'period', periodId: register.periodId, date },
          reason: 'Dời cả kỳ.',
        });
      await movePeriod('2026-06-26', '2026-06-15');
      await moveTo('2026-06-24', '2026-06-15T09:00:00', [0]);
      expect(await movePeriod('2026-06-30', '2026-06-16')).toMatchObject({ ok: true, moved: 2 });
      expect(await obligation(0)).toMatchObject({ dueAt: vn('2026-06-24T23:59:59.999') });
      expect(await obligation(1)).toMatchObject({ dueAt: vn('2026-06-30T23:59:59.999') });
      // who goes with the period goes on with it
      expect(await movePeriod('2026-06-25', '2026-06-17')).toMatchObject({ ok: true, moved: 2 });
    });

    it('B51 an extension that reaches further than the new common date stays; one that does not gives way', async () => {
      await decideExtension(db, register.officer('2026-06-15'), {
        obligationId: first,
        grant: true,
        newDate: '2026-06-30',
        reason: 'Bão lũ.',
      });
      const move = (date: string, when: string) =>
        applyDeadlineChange(db, register.officer(when), {
          change: { kind: 'period', periodId: register.periodId, date },
          reason: 'Dời cả kỳ.',
        });
      expect(await move('2026-06-24', '2026-06-16')).toMatchObject({ ok: true, moved: 2 });
      expect(await obligation()).toMatchObject({
        dueAt: vn('2026-06-30T23:59:59.999'),
        originalDueAt: vn('2026-06-24T23:59:59.999'),
      });
      expect(await move('2026-07-03', '2026-06-17')).toMatchObject({ ok: true, moved: 3 });
      expect(await obligation()).toMatchObject({ dueAt: vn('2026-07-03T23:59:59.999'), originalDueAt: null });
    });

    it.each([
      ['2026-06-31', 'DATE_INVALID'],
      ['2026-06-14', 'DEADLINE_IN_PAST'],
      ['2026-06-10', 'DEADLINE_IN_PAST'],
    ])('a date that makes no sense is refused with field and way out: %s', async (date, code) => {
      expect(await moveTo(date, '2026-06-15')).toMatchObject({ ok: false, error: { code, field: 'date' } });
      expect(await obligation()).toMatchObject({ revision: 1 });
    });

    it('B10 a date before the cut-off is refused', async () => {
      expect(await moveTo('2026-06-12', '2026-06-01')).toMatchObject({
        ok: false,
        error: { code: 'DEADLINE_BEFORE_CUTOFF' },
      });
    });

    it('B10 a date without a working day after the cut-off is refused', async () => {
      await db.reportingPeriod.updateMany({ data: { dataTo: dateColumn('2026-06-19') } });
      expect(await moveTo('2026-06-21', '2026-06-15')).toMatchObject({
        ok: false,
        error: { code: 'DEADLINE_TOO_CLOSE_TO_CUTOFF', field: 'date' },
      });
      expect(await moveTo('2026-06-22', '2026-06-15')).toMatchObject({ ok: true });
    });

    it('B13 a date that leaves the level above no working day is refused, with the last day that does', async () => {
      await db.reportingRule.updateMany({
        data: {
          deadlineRule: {
            kind: 'aggregatorMinus',
            aggregator: { kind: 'fixedDay', day: 25, month: 6, bound: 'at_latest' },
            workingDays: 4,
          },
        },
      });
      const refused = {
        ok: false,
        error: {
          code: 'DEADLINE_LEVELS_TOO_CLOSE',
          field: 'date',
          message: expect.stringMatching(/chậm nhất là thứ Tư, 24\/0?6\/2026/),
        },
      };
      const movePeriod = (date: string, when: string) =>
        applyDeadlineChange(db, register.officer(when), {
          change: { kind: 'period', periodId: register.periodId, date },
          reason: 'Dời cả kỳ.',
        });
      expect(await moveTo('2026-06-25', '2026-06-15', [0])).toMatchObject(refused);
      expect(await movePeriod('2026-06-25', '2026-06-15')).toMatchObject(refused);
      expect(await movePeriod('2026-06-24', '2026-06-15')).toMatchObject({ ok: true, moved: 3 });
      // what the level above has sent without them may still be asked for
      expect(await moveTo('2026-06-30', '2026-06-26', [0])).toMatchObject({ ok: true, moved: 1 });
    });

    it('one word to the running cycle, with the reports that moved', async () => {
      await moveTo('2026-06-25', '2026-06-15', [0, 2]);
      const told = await db.workflowMessage.findMany({ where: { name: 'deadlineChanged' } });
      expect(told).toHaveLength(1);
      expect(told[0]).toMatchObject({ workflowId: `cycle/${register.periodId}` });
      const { obligationIds } = at(told, 0).payload as { obligationIds: string[] };
      expect([...obligationIds].sort()).toEqual([register.obligations[0], register.obligations[2]].sort());
    });
  });

  describe('the calendar', () => {
    const swap = {
      set: [
        {
          date: '2026-06-19',
          kind: 'HOAN_DOI_NGHI' as const,
          name: 'Nghỉ hoán đổi',
          source: 'Thông báo 12/TB-UBND',
          publishedOn: '2026-06-10',
        },
      ],
    };
    const apply = (when: string) =>
      applyCalendar(db, register.officer(when), { change: swap, reason: 'Theo thông báo của tỉnh.' });

    it('B9 a swapped day moves every open deadline crossing it once, with both dates and the reason; closed ones stay', async () => {
      await send(2, '2026-06-10');
      await remind(0);
      const previewed = await previewCalendar(db, register.officer('2026-06-12'), swap);
      if (!previewed.ok) throw new Error(previewed.error.message);
      expect(previewed.preview.moves.map(({ unitName, from, to }) => [unitName, from, to])).toEqual([
        ['Đơn vị 1', vn('2026-06-19T23:59:59.999'), vn('2026-06-22T23:59:59.999')],
        ['Đơn vị 2', vn('2026-06-19T23:59:59.999'), vn('2026-06-22T23:59:59.999')],
      ]);
      expect(previewed.preview.moves[0]?.why).toContain('thứ Sáu, 19/6/2026 thành ngày nghỉ');
      expect(await obligation()).toMatchObject({ revision: 1 });
      expect(await apply('2026-06-12')).toMatchObject({ ok: true, moved: 2, noticed: 1 });
      expect(await apply('2026-06-12T09:00:00')).toMatchObject({ ok: true, moved: 0 });
      expect(await obligation(0)).toMatchObject({ revision: 2, dueAt: vn('2026-06-22T23:59:59.999') });
      expect(await obligation(2)).toMatchObject({ state: 'submitted', dueAt: vn('2026-06-19T23:59:59.999') });
      expect(await db.auditEntry.count({ where: { action: 'deadline.changed' } })).toBe(2);
      const calendar = await calendarOf(db, register.organizationId);
      expect(calendar.years.at(-1)).toMatchObject({ scope: 'dia_phuong', entries: [{ date: '2026-06-19' }] });
    });

    it('taking the day back restores the date as a new entry', async () => {
      await apply('2026-06-12');
      const back = await applyCalendar(db, register.officer('2026-06-13'), {
        change: { remove: ['2026-06-19'] },
        reason: 'Nhập nhầm ngày.',
      });
      expect(back).toMatchObject({ ok: true, moved: 3 });
      expect(await obligation()).toMatchObject({ revision: 3, dueAt: vn('2026-06-19T23:59:59.999') });
    });

    it('B8 the notice of a year makes provisional deadlines certain, and undoes what was only computed', async () => {
      await db.plan.updateMany({ data: { termTo: new Date('2027-12-31') } });
      await inTransaction(db, (tx) => writeProjection(tx, register.service('2026-06-01'), register.planId));
      const provisional = async () => {
        const rows = await db.reportingPeriod.findMany({
          where: { provisional: true },
          orderBy: { code: 'asc' },
        });
        return rows.map(({ code }) => code);
      };
      expect(await provisional()).toEqual(['2027-H1', '2027-H2']);
      const change = officialYear({
        year: 2027,
        source: 'Thông báo 9000/TB-BNV ngày 01/10/2026',
        days: [{ date: '2027-01-01', kind: 'NGHI', name: 'Tết Dương lịch' }],
      });
      expect(change.set?.find(({ date }) => date === '2027-04-30')).toMatchObject({ kind: 'LAM_BU' });
      const applied = await applyCalendar(db, register.officer('2026-10-02'), {
        change,
        reason: 'Đã có thông báo.',
      });
      expect(applied).toMatchObject({ ok: true });
      expect(await provisional()).toEqual([]);
      const calendar = await calendarOf(db, register.organizationId);
      expect(isOfficialYear(calendar, 2027)).toBe(true);
      expect(isWorkingDay(calendar, '2027-04-30')).toBe(true);
      const { deadline } = await db.obligation.findFirstOrThrow({ where: { period: { code: '2027-H1' } } });
      expect((deadline as { provisional: boolean }).provisional).toBe(false);
    });

    it('a day that makes no sense is refused with its field', async () => {
      const wrong = (day: Partial<(typeof swap.set)[number]>) =>
        previewCalendar(db, register.officer('2026-06-12'), { set: [{ ...at(swap.set, 0), ...day }] });
      expect(await wrong({ date: '2026-02-30' })).toMatchObject({
        error: { code: 'DATE_INVALID', field: 'set.entries.0.date' },
      });
      expect(await wrong({ date: '2026-06-20' })).toMatchObject({
        error: { code: 'CALENDAR_SWAP_ON_WEEKEND' },
      });
      expect(await wrong({ source: ' ' })).toMatchObject({ error: { code: 'CALENDAR_SOURCE_MISSING' } });
    });
  });
});
