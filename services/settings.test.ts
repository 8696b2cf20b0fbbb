import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_REMINDER_POLICY } from '../config/presets/reminders';
import { createTestDatabase } from '../test/harness/database';
import type { Database } from './context';
import { cycleWorkflowId } from './ids';
import { notResponsible } from './not-responsible';
import { at, type Register, seedRegister } from './register.fixture';
import { policyOf, settingsOf } from './settings';
import { savePlanPolicy, saveSettings, setDelegation } from './settings-changes';

describe('settings', () => {
  let db: Database;
  let register: Register;
  beforeEach(async () => {
    db = (await createTestDatabase()).db;
    register = await seedRegister(db);
  });
  const head = () => register.head('2026-06-05');

  it('have defaults, keep what was not named, and are audited', async () => {
    expect(await settingsOf(db, register.organizationId)).toMatchObject({
      correctionWorkingDays: 5,
      fourEyes: true,
    });
    await saveSettings(db, head(), { correctionWorkingDays: 3 });
    await saveSettings(db, head(), { fourEyes: false });
    expect(await settingsOf(db, register.organizationId)).toMatchObject({
      correctionWorkingDays: 3,
      fourEyes: false,
    });
    expect(await db.auditEntry.count({ where: { action: 'settings.changed' } })).toBe(2);
  });

  it('B104 a reminder rule that can never match is refused when saved', async () => {
    const policy = {
      ...DEFAULT_REMINDER_POLICY,
      lookbackDays: 5,
      steps: [
        ...DEFAULT_REMINDER_POLICY.steps,
        { ...at(DEFAULT_REMINDER_POLICY.steps, 0), id: 'T-200', offset: -200 },
      ],
    };
    const refused = await saveSettings(db, head(), { policy });
    expect(refused.ok ? [] : refused.errors.map(({ code }) => code).sort()).toEqual([
      'LADDER_LOOKBACK_SHORTER_THAN_GRACE',
      'LADDER_OFFSET_BEYOND_INTERVAL',
    ]);
    expect(await savePlanPolicy(db, head(), { planId: register.planId, policy })).toMatchObject({
      ok: false,
    });
    expect(await policyOf(db, register.organizationId, register.planId)).toEqual(DEFAULT_REMINDER_POLICY);
  });

  it("a plan's own policy holds for it alone, and null gives it back to the commune", async () => {
    const policy = { ...DEFAULT_REMINDER_POLICY, graceWorkingDays: 4 };
    await savePlanPolicy(db, head(), { planId: register.planId, policy });
    expect((await policyOf(db, register.organizationId, register.planId)).graceWorkingDays).toBe(4);
    expect((await policyOf(db, register.organizationId)).graceWorkingDays).toBe(2);
    await savePlanPolicy(db, head(), { planId: register.planId, policy: null });
    expect((await policyOf(db, register.organizationId, register.planId)).graceWorkingDays).toBe(2);
  });

  it('a new policy moves when periods begin and lock, and running cycles hear of it', async () => {
    const { planId } = register;
    const shown = async () =>
      new Map(
        (await db.reportingPeriod.findMany({ where: { planId } })).map(({ id, state, opensAt, locksAt }) => [
          id,
          { state, opensAt, locksAt },
        ]),
      );
    const first = await db.reportingPeriod.findFirstOrThrow({ where: { planId }, orderBy: { dueAt: 'asc' } });
    await db.reportingPeriod.update({ where: { id: first.id }, data: { state: 'open' } });
    const step = at(DEFAULT_REMINDER_POLICY.steps, 0);
    const policy = {
      ...DEFAULT_REMINDER_POLICY,
      steps: [{ ...step, id: 'T-30', offset: -30 }, ...DEFAULT_REMINDER_POLICY.steps],
      lockAfterWorkingDays: 40,
    };
    // the fixture's own times are not those of its deadlines: only what the policy changes is looked at
    await savePlanPolicy(db, head(), { planId, policy: DEFAULT_REMINDER_POLICY });
    const before = await shown();
    await db.workflowMessage.deleteMany();
    expect(await savePlanPolicy(db, head(), { planId, policy })).toEqual({ ok: true });
    for (const [id, now] of await shown()) {
      const was = before.get(id);
      if (was?.state === 'open') expect(now.opensAt).toEqual(was.opensAt);
      else expect(now.opensAt.getTime()).toBeLessThan(was?.opensAt.getTime() ?? 0);
      expect(now.locksAt.getTime()).toBeGreaterThan(was?.locksAt.getTime() ?? 0);
    }
    const told = await db.workflowMessage.findMany({ select: { workflowId: true } });
    expect(told.map(({ workflowId }) => workflowId)).toContain(cycleWorkflowId(first.id));
    await savePlanPolicy(db, head(), { planId, policy: DEFAULT_REMINDER_POLICY });
    expect(await shown()).toEqual(before);
  });

  it('an escalation chain with a level twice is refused', async () => {
    const level = { level: 1, name: 'Lãnh đạo', role: 'leader' as const };
    expect(await saveSettings(db, head(), { escalation: { levels: [level, level] } })).toMatchObject({
      ok: false,
      errors: [{ code: 'CHAIN_LEVEL_DUPLICATE' }],
    });
  });

  it('B74 a delegation that ends before it begins is refused', async () => {
    const delegation = { fromUserId: register.users.head, toUserId: register.users.officer };
    expect(
      await setDelegation(db, head(), { ...delegation, fromDate: '2026-06-10', toDate: '2026-06-09' }),
    ).toMatchObject({ ok: false, errors: [{ code: 'HANDOVER_REVERSED', field: 'toDate' }] });
    expect(
      await setDelegation(db, head(), { ...delegation, fromDate: '2026-06-10', toDate: '2026-06-12' }),
    ).toEqual({ ok: true });
  });

  it('"tôi không phụ trách việc này" is raised to the office once and leaves the report owed', async () => {
    const say = () =>
      notResponsible(db, register.contact(0, '2026-06-05'), {
        obligationId: at(register.obligations, 0),
        note: 'Anh Bình phụ trách.',
      });
    await say();
    await say();
    expect(await db.message.count({ where: { kind: 'alert' } })).toBe(2);
    expect(await db.obligation.findFirstOrThrow()).toMatchObject({ state: 'open' });
    expect(
      await notResponsible(db, register.contact(1, '2026-06-05'), {
        obligationId: at(register.obligations, 0),
      }),
    ).toMatchObject({ ok: false });
  });
});
