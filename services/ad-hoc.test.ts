import { beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../test/harness/database';
import type { Database } from './context';
import { stepCycle } from './cycle';
import { requestAdHoc } from './plan-life';
import { at, type Register, seedRegister, vn } from './register.fixture';
import { submitReport } from './submissions';

describe('out of turn', () => {
  let db: Database;
  let register: Register;
  beforeEach(async () => {
    db = (await createTestDatabase()).db;
    register = await seedRegister(db);
  });
  const cycle = (when: string, periodId = register.periodId) =>
    stepCycle(db, register.service(when), { periodId });
  const send = (position: number, when: string, obligationId = at(register.obligations, position)) =>
    submitReport(db, register.contact(position, when), {
      obligationId,
      sections: { results: 'Đã thực hiện.' },
    });
  /** Steps of reminders that are to leave (not the ones skipped on record), per obligation. */
  const reminded = async (obligationId = at(register.obligations, 0)) => {
    const items = await db.messageItem.findMany({
      where: { obligationId, message: { kind: 'reminder', state: { not: 'withheld' } } },
      orderBy: { id: 'asc' },
    });
    return items.map(({ step }) => step);
  };
  describe('an ad hoc request', () => {
    const ask = (when: string, hour = '16:00') =>
      requestAdHoc(db, register.officer(when), {
        planId: register.planId,
        label: 'Báo cáo nhanh tình hình hạn hán',
        unitIds: register.units.slice(0, 2),
        dueOn: '2026-08-05',
        hour,
      });

    it('B33 "trước 16h00 ngày 5/8" asked at 15:30 that day: sent at once, past steps skipped, and it says so', async () => {
      const asked = await ask('2026-08-05T15:30:00');
      if (!asked.ok) throw new Error(asked.error.message);
      expect(asked.skipped).toEqual(['T-15', 'T-7', 'T-3', 'T-1', 'T0']);
      expect(asked.text).toContain('Bỏ qua 5 nấc nhắc đã qua');
      const [first = ''] = asked.obligationIds;
      expect(await reminded(first)).toEqual(['yeu-cau']);
      const row = await db.obligation.findUniqueOrThrow({ where: { id: first } });
      expect(row).toMatchObject({ state: 'open', dueAt: vn('2026-08-05T16:00:00') });
      expect(await cycle('2026-08-05T15:31:00', asked.periodId)).toMatchObject({ queued: 0 });
      expect(await db.message.findFirstOrThrow({ where: { key: { contains: 'yeu-cau' } } })).toMatchObject({
        effectiveAt: vn('2026-08-05T15:30:00'),
        state: 'queued',
      });
      await cycle('2026-08-06T07:30:00', asked.periodId);
      expect(await reminded(first)).toEqual(['yeu-cau', 'T+1']);
    });

    it('is due before 07:00 of its own day, which is the day before in UTC', async () => {
      const asked = await ask('2026-08-05T04:30:00', '06:30');
      expect(asked).toMatchObject({ ok: true });
      expect(await db.reportingPeriod.findFirstOrThrow({ where: { cycle: 'dot_xuat' } })).toMatchObject({
        dueAt: vn('2026-08-05T06:30:00'),
      });
    });

    it('B46 a deadline with an hour: 16:00:00 is on time, a second later is late the same day', async () => {
      const asked = await ask('2026-08-05T09:00:00');
      if (!asked.ok) throw new Error(asked.error.message);
      const [first = '', second = ''] = asked.obligationIds;
      await send(0, '2026-08-05T16:00:00', first);
      await send(1, '2026-08-05T16:00:01', second);
      const rows = await db.obligation.findMany({
        where: { id: { in: asked.obligationIds } },
        orderBy: { officialDate: 'asc' },
      });
      expect(rows.map(({ timeliness }) => timeliness)).toEqual(['on_time', 'late']);
    });

    it('a request whose hour is past is refused', async () => {
      expect(await ask('2026-08-05T16:00:00')).toMatchObject({
        ok: false,
        error: { code: 'DEADLINE_IN_PAST' },
      });
      expect(await ask('2026-08-05T09:00:00', '25:00')).toMatchObject({
        ok: false,
        error: { code: 'HOUR_INVALID' },
      });
    });
  });
});
