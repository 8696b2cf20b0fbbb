import { beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../test/harness/database';
import type { Database } from './context';
import { activatePlan, activationProblems } from './plan-activate';
import { type RuleInput, saveRule } from './plan-confirm-rules';
import { at, type Register, seedRegister } from './register.fixture';

describe('rules of a draft that make no sense', () => {
  let db: Database;
  let register: Register;
  beforeEach(async () => {
    db = (await createTestDatabase()).db;
    register = await seedRegister(db);
    await db.obligation.deleteMany();
    await db.reportingPeriod.deleteMany();
    await db.plan.updateMany({ data: { state: 'draft', activatedAt: null } });
  });
  const save = (over: Partial<RuleInput>) =>
    saveRule(db, register.officer('2026-01-06'), {
      planId: register.planId,
      name: 'Báo cáo sơ bộ 6 tháng',
      cycle: '6_thang',
      preset: 'ND09',
      accumulation: 'THEO_KY',
      deadlineRule: { kind: 'workingDaysAfterCutoff', n: 3 },
      deadlineSource: { kind: 'person', text: 'Văn phòng xác nhận' },
      rollPolicy: 'LUI_SAU',
      strictness: 'split',
      unitIds: [at(register.units, 0)],
      confirm: true,
      ...over,
    });
  const activate = () => activatePlan(db, register.head('2026-01-06'), { planId: register.planId });
  const day = (day: number, month: number) => ({
    deadlineRule: { kind: 'fixedDay', day, month, bound: 'at_latest' } as const,
  });

  it.each([
    ['31/02', day(31, 2), 'DAY_NOT_IN_MONTH', 'deadlineRule.day'],
    ['an unknown roll', { rollPolicy: 'SANG_TUAN' as 'LUI_SAU' }, 'ROLL_POLICY_UNKNOWN', 'rollPolicy'],
    [
      'no working day to wait for',
      { deadlineRule: { kind: 'workingDaysAfterCutoff', n: 0 } as const },
      'RULE_NUMBER_OUT_OF_RANGE',
      'deadlineRule.n',
    ],
    ['nobody who reports', { unitIds: [] }, 'RULE_WITHOUT_UNITS', 'unitIds'],
  ])('refuses %s when the rule is saved, with field and way out', async (_name, over, code, field) => {
    const saved = await save(over);
    expect(saved).toMatchObject({ ok: false, error: { code, field } });
    if (!saved.ok) expect([saved.error.message, saved.error.wayOut]).not.toContain('');
    expect(await db.reportingRule.count()).toBe(1);
  });

  it('refuses a unit that is no more, with its successor, and one that nobody knows', async () => {
    const [gone, successor] = register.units as [string, string];
    await db.unit.update({
      where: { id: gone },
      data: { effectiveTo: new Date('2026-01-05'), successorId: successor },
    });
    expect(await save({ unitIds: [gone, successor] })).toMatchObject({
      ok: false,
      error: { code: 'UNIT_GONE', field: 'unitIds', message: expect.stringContaining('"Đơn vị 2"') },
    });
    expect(await save({ unitIds: ['00000000-0000-4000-8000-000000000000'] })).toMatchObject({
      ok: false,
      error: { code: 'NOT_FOUND', field: 'unitIds' },
    });
    expect(await save({ unitIds: [successor] })).toMatchObject({ ok: true });
  });

  it('refuses two rules for one report: nobody could say by which the unit is late', async () => {
    expect(await save({})).toMatchObject({ ok: true });
    const activated = await activate();
    expect(activated).toMatchObject({
      ok: false,
      problems: [{ code: 'TWO_RULES_FOR_ONE_REPORT', field: 'rules' }],
    });
    if (activated.ok) return;
    expect(activated.error.message).toContain('"Báo cáo 6 tháng" và "Báo cáo sơ bộ 6 tháng"');
    expect(await db.obligation.count()).toBe(0);
  });

  it('takes a second rule of another cycle for the same unit', async () => {
    expect(await save({ name: 'Báo cáo quý', cycle: 'quy' })).toMatchObject({ ok: true });
    const problems = await db.$transaction((tx) =>
      activationProblems(tx, register.head('2026-01-06'), register.planId),
    );
    expect(problems).toEqual([]);
  });

  it('B10 refuses a deadline before the cut-off, and says which report', async () => {
    const { id: ruleId } = await db.reportingRule.findFirstOrThrow();
    expect(await save({ ...day(10, 6), ruleId })).toMatchObject({ ok: true });
    const activated = await activate();
    expect(activated).toMatchObject({
      ok: false,
      problems: [{ code: 'DEADLINE_BEFORE_CUTOFF', field: 'deadlineRule' }],
    });
    if (!activated.ok) expect(activated.error.message).toContain('6 tháng đầu năm 2026');
  });
});
