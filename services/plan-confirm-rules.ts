/** The reporting rules of a draft: saved as proposals, confirmed by a person, or left out (law 4). */
import { checkDating, type DeadlineRule } from '../domain/deadlines';
import { domainError } from '../domain/errors';
import type { CustomCutoff } from '../domain/periods';
import type { Accumulation, CutoffPreset, Cycle } from '../domain/terms';
import { audit, type Database, inTransaction, type Scope } from './context';
import { type Done, draftOf } from './plan-confirm';
import { askedUnitsFault } from './unit-register';

export interface RuleInput {
  planId: string;
  /** absent: a new rule */
  ruleId?: string;
  name: string;
  cycle: Cycle;
  preset: CutoffPreset;
  accumulation: Accumulation;
  custom?: CustomCutoff | null;
  deadlineRule: DeadlineRule;
  /** Why this date: 'passage' (document), 'preset' (decree, province), 'person' (decided by the officer). */
  deadlineSource: { kind: 'passage' | 'preset' | 'person'; text: string };
  rollPolicy: 'LUI_SAU' | 'LUI_TRUOC' | 'GIU_NGUYEN';
  strictness: 'split' | 'strict' | 'tolerant';
  unitIds: string[];
  recipient?: string | null;
  /** true: this person confirms rule, date and units; false: saved as a proposal only */
  confirm: boolean;
}

/** Saves a reporting rule of a draft; with `confirm` it becomes the source that deadlines rest on. */
export async function saveRule(
  db: Database,
  scope: Scope,
  input: RuleInput,
): Promise<Done<{ ruleId: string }>> {
  const fault = checkDating({ rule: input.deadlineRule, rollPolicy: input.rollPolicy });
  if (fault) return { ok: false, error: fault };
  if (input.confirm && input.unitIds.length === 0) {
    return { ok: false, error: domainError('RULE_WITHOUT_UNITS', { rule: input.name }, 'unitIds') };
  }
  return inTransaction(db, async (tx) => {
    const found = await draftOf(tx, scope, input.planId);
    if (!found.ok) return found;
    const gone = await askedUnitsFault(tx, scope, { unitIds: input.unitIds, known: [], field: 'unitIds' });
    if (gone) return { ok: false, error: gone };
    const { organizationId } = scope;
    const data = {
      name: input.name,
      cycle: input.cycle,
      preset: input.preset,
      accumulation: input.accumulation,
      ...(input.custom ? { custom: JSON.parse(JSON.stringify(input.custom)) } : {}),
      deadlineRule: JSON.parse(JSON.stringify(input.deadlineRule)),
      deadlineSource: { ...input.deadlineSource },
      rollPolicy: input.rollPolicy,
      strictness: input.strictness,
      recipient: input.recipient ?? null,
      confirmedById: input.confirm ? scope.actor.id : null,
      confirmedByName: input.confirm ? scope.actor.name : null,
      confirmedAt: input.confirm ? scope.asOf : null,
    };
    const position = await tx.reportingRule.count({ where: { organizationId, planId: input.planId } });
    const rule = input.ruleId
      ? await tx.reportingRule.update({
          where: { organizationId_id: { organizationId, id: input.ruleId }, planId: input.planId },
          data,
        })
      : await tx.reportingRule.create({ data: { ...data, organizationId, planId: input.planId, position } });
    await tx.ruleUnit.deleteMany({ where: { organizationId, ruleId: rule.id } });
    await tx.ruleUnit.createMany({
      data: [...new Set(input.unitIds)].map((unitId) => ({ organizationId, ruleId: rule.id, unitId })),
    });
    await audit(tx, scope, {
      action: input.confirm ? 'rule.confirmed' : 'rule.saved',
      subjectType: 'rule',
      subjectId: rule.id,
      after: JSON.parse(JSON.stringify(input)),
    });
    return { ok: true, ruleId: rule.id };
  });
}

/** Leaves a proposed rule out: the plan then owes no such report. */
export async function dropRule(
  db: Database,
  scope: Scope,
  { planId, ruleId, reason }: { planId: string; ruleId: string; reason: string },
): Promise<Done> {
  return inTransaction(db, async (tx) => {
    const found = await draftOf(tx, scope, planId);
    if (!found.ok) return found;
    await tx.reportingRule.update({
      where: { organizationId_id: { organizationId: scope.organizationId, id: ruleId }, planId },
      data: { active: false },
    });
    await audit(tx, scope, { action: 'rule.dropped', subjectType: 'rule', subjectId: ruleId, reason });
    return { ok: true };
  });
}
