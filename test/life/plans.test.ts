import { expect, it } from 'vitest';
import type { Prisma } from '../../prisma/generated/client';
import { inTransaction } from '../../services/context';
import { dateColumn } from '../../services/dates';
import { resumePlan, suspendPlan, terminatePlan } from '../../services/plan-life';
import { writeProjection } from '../../services/projection';
import { at, type Register } from '../../services/register.fixture';
import { submitReport } from '../../services/submissions';
import { mergeUnits, restoreUnit } from '../../services/units';
import { about, agrees, type Play, startPlay } from './play';

const FIRST_HALF = ['04/6 07:30 reminder T-15', '12/6 07:30 reminder T-7'];
const REST = ['16/6 07:30 reminder T-3', '18/6 07:30 reminder T-1', '19/6 07:30 reminder T0'];

const handIn = (play: Play, local: string, unit: number) =>
  play.act(local, 'service', ({ asOf }) =>
    submitReport(
      play.db,
      { ...play.register.contact(unit - 1, local), asOf },
      { obligationId: at(play.register.obligations, unit - 1), sections: { results: 'Đã thực hiện.' } },
    ),
  );

it('B27 suspended: reminders stop; resumed: none comes in arrears and the remaining ones come at their time', async () => {
  const play = await startPlay({ units: 2 });
  const { planId } = play.register;
  const suspended = await play.act('2026-06-11T09:00:00', 'officer', (scope) =>
    suspendPlan(play.db, scope, { planId, reason: 'Chờ ý kiến của cấp trên.' }),
  );
  expect(suspended).toMatchObject({ ok: true });
  await play.until('2026-06-16T12:00:00');
  expect(about(await play.arrived(), 1)).toEqual(['04/6 07:30 reminder T-15']);
  await agrees(play);
  const resumed = await play.act('2026-06-17T09:00:00', 'officer', (scope) =>
    resumePlan(play.db, scope, { planId, reason: 'Đã có ý kiến.' }),
  );
  expect(resumed).toMatchObject({ ok: true, missed: 0 });
  await play.until('2026-06-17T12:00:00');
  await agrees(play);
  await play.until('2026-06-19T18:00:00');
  for (const unit of [1, 2]) {
    expect(about(await play.arrived(), unit)).toEqual([
      '04/6 07:30 reminder T-15',
      '18/6 07:30 reminder T-1',
      '19/6 07:30 reminder T0',
    ]);
  }
  await agrees(play);
});

it('B27 what fell due meanwhile gets the date the office gives: its people are told once, then reminded towards it', async () => {
  const play = await startPlay({ units: 1 });
  const { planId } = play.register;
  await play.act('2026-06-15T09:00:00', 'officer', (scope) =>
    suspendPlan(play.db, scope, { planId, reason: 'Chờ ý kiến của cấp trên.' }),
  );
  const resumed = await play.act('2026-07-01T09:00:00', 'officer', (scope) =>
    resumePlan(play.db, scope, { planId, reason: 'Đã có ý kiến.', newDateForMissed: '2026-07-10' }),
  );
  expect(resumed).toMatchObject({ ok: true, missed: 1 });
  await play.until('2026-07-10T18:00:00');
  expect(about(await play.arrived(), 1)).toEqual([
    ...FIRST_HALF,
    '01/7 09:10 change_notice',
    '03/7 07:30 reminder T-7',
    '07/7 07:30 reminder T-3',
    '09/7 07:30 reminder T-1',
    '10/7 07:30 reminder T0',
  ]);
  await agrees(play);
});

it('B94 a merger: the successor is told and reminded from then on, the old unit hears no more, closed reports stay', async () => {
  // unit 3 owes nothing of its own in the period, so that unit 1 can pass its report to it
  const play = await startPlay({
    before: async (db, register) => {
      await db.obligation.delete({ where: { id: at(register.obligations, 2) } });
      await db.ruleUnit.deleteMany({ where: { unitId: at(register.units, 2) } });
    },
  });
  const { units, obligations } = play.register;
  await handIn(play, '2026-06-12T10:00:00', 2);
  const merged = await play.act('2026-06-15T09:00:00', 'officer', (scope) =>
    mergeUnits(play.db, scope, {
      fromUnitId: at(units, 0),
      intoUnitId: at(units, 2),
      on: '2026-06-15',
      reason: 'Sắp xếp tổ chức.',
      document: 'NQ 12/NQ-HĐND',
    }),
  );
  expect(merged).toMatchObject({ ok: true, cancelled: 0 });
  await play.until('2026-06-15T12:00:00');
  await agrees(play);
  await play.until('2026-06-19T18:00:00');
  const arrived = await play.arrived();
  expect(about(arrived, 1)).toEqual(FIRST_HALF);
  expect(about(arrived, 2)).toEqual([...FIRST_HALF, '12/6 10:00 receipt']);
  expect(about(arrived, 3)).toEqual(['15/6 09:00 handover', ...REST]);
  expect(await play.db.obligation.findUniqueOrThrow({ where: { id: at(obligations, 1) } })).toMatchObject({
    unitId: units[1],
    namedUnitId: null,
    state: 'submitted',
  });
  await agrees(play);
});

it('B94 B97 a merger undone: the unit is told and reminded again, the receiver hears no more', async () => {
  const play = await startPlay({
    before: async (db, register) => {
      await db.obligation.delete({ where: { id: at(register.obligations, 2) } });
      await db.ruleUnit.deleteMany({ where: { unitId: at(register.units, 2) } });
    },
  });
  const { units } = play.register;
  await play.act('2026-06-15T09:00:00', 'officer', (scope) =>
    mergeUnits(play.db, scope, {
      fromUnitId: at(units, 0),
      intoUnitId: at(units, 2),
      on: '2026-06-15',
      reason: 'Sắp xếp tổ chức.',
    }),
  );
  await play.until('2026-06-15T12:00:00');
  await agrees(play);
  const undone = await play.act('2026-06-15T14:00:00', 'officer', (scope) =>
    restoreUnit(play.db, scope, { unitId: at(units, 0), reason: 'Quyết định sáp nhập bị hủy bỏ.' }),
  );
  expect(undone).toMatchObject({ ok: true });
  await play.until('2026-06-15T15:00:00');
  await agrees(play);
  await play.until('2026-06-19T18:00:00');
  const arrived = await play.arrived();
  expect(about(arrived, 1)).toEqual([...FIRST_HALF, '15/6 14:00 handover', ...REST]);
  expect(about(arrived, 3)).toEqual(['15/6 09:00 handover']);
  await agrees(play);
});

/** The plan runs to the end of 2027 and closes with a final report. */
async function withFinalReport(db: Play['db'], register: Register): Promise<void> {
  const { id: _id, custom: _custom, ...rule } = await db.reportingRule.findFirstOrThrow();
  await db.reportingRule.create({
    data: {
      ...rule,
      name: 'Báo cáo tổng kết',
      position: 2,
      cycle: 'tong_ket',
      accumulation: 'LUY_KE',
      deadlineRule: rule.deadlineRule as Prisma.InputJsonObject,
      deadlineSource: rule.deadlineSource as Prisma.InputJsonObject,
      lines: [],
      units: { create: register.units.map((unitId) => ({ unitId })) },
    } satisfies Prisma.ReportingRuleUncheckedCreateInput,
  });
  await db.plan.updateMany({ data: { termTo: dateColumn('2027-12-31') } });
  await inTransaction(db, (tx) => writeProjection(tx, register.service('2026-06-01'), register.planId));
}

it('B28 terminated: the final report is asked for at once and alone, the cancelled ones no more, the overdue stays overdue', async () => {
  const play = await startPlay({ units: 2, before: withFinalReport });
  const { planId } = play.register;
  await handIn(play, '2026-06-18T10:00:00', 2);
  const terminated = await play.act('2026-06-24T09:00:00', 'head', (scope) =>
    terminatePlan(play.db, scope, { planId, on: '2026-06-24', reason: 'Có kế hoạch mới thay thế.' }),
  );
  expect(terminated).toMatchObject({ ok: true });
  await play.until('2026-06-24T12:00:00');
  await agrees(play);
  await play.until('2026-07-03T18:00:00');
  const arrived = await play.arrived();
  // five working days after the day of termination: 1/7; of the steps already past only the latest goes, once
  const final = [
    '24/6 09:00 reminder T-7',
    '26/6 07:30 reminder T-3',
    '30/6 07:30 reminder T-1',
    '01/7 07:30 reminder T0',
    '02/7 07:30 reminder T+1',
  ];
  expect(about(arrived, 1)).toEqual([...FIRST_HALF, ...REST, '22/6 07:30 reminder T+3', ...final]);
  expect(about(arrived, 2)).toEqual([
    ...FIRST_HALF,
    '16/6 07:30 reminder T-3',
    '18/6 07:30 reminder T-1',
    '18/6 10:00 receipt',
    ...final,
  ]);
  const rows = await play.db.obligation.findMany({
    where: { unitId: at(play.register.units, 0) },
    include: { period: true },
    orderBy: { dueAt: 'asc' },
  });
  expect(rows.map(({ period, state, closedReason }) => [period.label, state, closedReason])).toEqual([
    ['6 tháng đầu năm 2026', 'open', null],
    ['Tổng kết giai đoạn 2026–2027', 'open', null],
    ...['6 tháng cuối năm 2026', '6 tháng đầu năm 2027', '6 tháng cuối năm 2027'].map((label) => [
      label,
      'cancelled',
      expect.stringContaining('chấm dứt từ ngày 24/6/2026: Có kế hoạch mới thay thế.'),
    ]),
  ]);
  await agrees(play);
});
