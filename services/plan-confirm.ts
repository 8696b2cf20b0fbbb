/** What the office confirms about a draft: identity, units, reporting rules, answers. Each answer is audited (law 4). */

import type { DeadlineRule } from '../domain/deadlines';
import { checkDating } from '../domain/deadlines';
import { type DomainError, domainError } from '../domain/errors';
import type { CustomCutoff } from '../domain/periods';
import { type Accumulation, type CutoffPreset, type Cycle, PLAN_STATE_TERMS } from '../domain/terms';
import { isIsoDate } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import type { UnitKind } from '../prisma/generated/enums';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { civilDateOrNull, dateColumnOrNull } from './dates';

export type Done<T = object> = ({ ok: true } & T) | { ok: false; error: DomainError };

/** The plan row, if it is this commune's and still a draft. */
async function draftOf(tx: Tx, scope: Scope, planId: string) {
  const plan = await tx.plan.findUnique({
    where: { organizationId_id: { organizationId: scope.organizationId, id: planId } },
  });
  if (!plan) return { ok: false as const, error: domainError('NOT_FOUND', { what: 'kế hoạch' }) };
  if (plan.state !== 'draft')
    return {
      ok: false as const,
      error: domainError(
        'PLAN_TRANSITION_NOT_ALLOWED',
        { state: PLAN_STATE_TERMS[plan.state], action: 'sửa bản nháp' },
        'state',
      ),
    };
  return { ok: true as const, plan };
}

export interface PlanFacts {
  title?: string;
  number?: string | null;
  symbol?: string | null;
  issuedOn?: string | null;
  termFrom?: string;
  termTo?: string;
  /** Why the plan runs without number or date (B15). */
  identityWaiver?: string | null;
  system?: 'chinh_quyen' | 'dang';
  compilerUnitId?: string | null;
}

/** Sets or corrects the identity and the term. The machine's reading stays beside it, untouched. */
export async function setPlanFacts(
  db: Database,
  scope: Scope,
  { planId, facts }: { planId: string; facts: PlanFacts },
): Promise<Done> {
  return inTransaction(db, async (tx) => {
    const found = await draftOf(tx, scope, planId);
    if (!found.ok) return found;
    const { plan } = found;
    for (const field of ['issuedOn', 'termFrom', 'termTo'] as const) {
      const value = facts[field];
      if (value && !isIsoDate(value))
        return { ok: false, error: domainError('DATE_INVALID', { value }, field) };
    }
    const termFrom = facts.termFrom ?? civilDateOrNull(plan.termFrom);
    const termTo = facts.termTo ?? civilDateOrNull(plan.termTo);
    if (termFrom && termTo && termFrom > termTo) {
      return { ok: false, error: domainError('TERM_REVERSED', { from: termFrom, to: termTo }, 'termTo') };
    }
    const { issuedOn, termFrom: from, termTo: to, ...plain } = facts;
    const corrections = Array.isArray(plan.corrections) ? plan.corrections : [];
    await tx.plan.update({
      where: { id: plan.id },
      data: {
        ...plain,
        ...(issuedOn === undefined ? {} : { issuedOn: dateColumnOrNull(issuedOn) }),
        ...(from === undefined ? {} : { termFrom: dateColumnOrNull(from) }),
        ...(to === undefined ? {} : { termTo: dateColumnOrNull(to) }),
        corrections: [
          ...corrections,
          { field: 'facts', value: { ...facts }, by: scope.actor.name, at: scope.asOf.toISOString() },
        ],
      },
    });
    await audit(tx, scope, {
      action: 'plan.facts_confirmed',
      subjectType: 'plan',
      subjectId: plan.id,
      before: {
        number: plan.number,
        symbol: plan.symbol,
        issuedOn: civilDateOrNull(plan.issuedOn),
        termFrom: civilDateOrNull(plan.termFrom),
        termTo: civilDateOrNull(plan.termTo),
      },
      after: { ...facts },
    });
    return { ok: true };
  });
}

/** What the office decides about one unit that the document names. */
export type UnitChoice =
  | { kind: 'existing'; unitId: string }
  | { kind: 'new'; name: string; unitKind: UnitKind; aliases?: string[] }
  | { kind: 'ignore'; reason?: string };

/** Where a reading's unit ids point to in the register; null: left out by the office. */
export type UnitMap = Record<string, string | null>;

/** Confirms which units of the register the document's units are; new ones are created, none by guess (B23, B24). */
export async function confirmUnits(
  db: Database,
  scope: Scope,
  { planId, choices }: { planId: string; choices: Record<string, UnitChoice> },
): Promise<Done<{ units: UnitMap }>> {
  return inTransaction(db, async (tx) => {
    const found = await draftOf(tx, scope, planId);
    if (!found.ok) return found;
    const units: UnitMap = { ...unitMapOf(found.plan.corrections) };
    for (const [readingId, choice] of Object.entries(choices)) {
      const resolved = await resolveUnit(tx, scope, choice);
      if (!resolved.ok) return resolved;
      units[readingId] = resolved.unitId;
    }
    const others = (Array.isArray(found.plan.corrections) ? found.plan.corrections : []).filter(
      (entry) => !isUnitMapEntry(entry),
    );
    await tx.plan.update({
      where: { id: planId },
      data: {
        corrections: [
          ...others,
          { field: 'units', value: units, by: scope.actor.name, at: scope.asOf.toISOString() },
        ],
      },
    });
    await audit(tx, scope, {
      action: 'plan.units_confirmed',
      subjectType: 'plan',
      subjectId: planId,
      after: JSON.parse(JSON.stringify({ choices, units })),
    });
    return { ok: true, units };
  });
}

/** Which units of the register report on each target of the reading, as the office chose; absent: as the document says. */
export type TargetMap = Record<string, string[]>;

/**
 * Says who reports on a target. Most documents leave it out, and the service never guesses: a target nobody answers for
 * collects no figures.
 */
export async function assignTargets(
  db: Database,
  scope: Scope,
  { planId, targets }: { planId: string; targets: TargetMap },
): Promise<Done> {
  return inTransaction(db, async (tx) => {
    const found = await draftOf(tx, scope, planId);
    if (!found.ok) return found;
    const unitIds = [...new Set(Object.values(targets).flat())];
    const known = await tx.unit.count({
      where: { organizationId: scope.organizationId, id: { in: unitIds } },
    });
    if (known < unitIds.length)
      return { ok: false, error: domainError('NOT_FOUND', { what: 'đơn vị' }, 'unitId') };
    const before = targetMapOf(found.plan.corrections);
    const others = (Array.isArray(found.plan.corrections) ? found.plan.corrections : []).filter(
      (entry) => !isTargetMapEntry(entry),
    );
    const value = { ...before, ...targets };
    await tx.plan.update({
      where: { id: planId },
      data: {
        corrections: [
          ...others,
          { field: 'targets', value, by: scope.actor.name, at: scope.asOf.toISOString() },
        ],
      },
    });
    await audit(tx, scope, {
      action: 'plan.targets_assigned',
      subjectType: 'plan',
      subjectId: planId,
      before,
      after: targets,
    });
    return { ok: true };
  });
}

const isTargetMapEntry = (entry: unknown): entry is { field: 'targets'; value: TargetMap } =>
  typeof entry === 'object' && entry !== null && 'field' in entry && entry.field === 'targets';

export function targetMapOf(corrections: Prisma.JsonValue): TargetMap {
  const entry = Array.isArray(corrections) ? (corrections as unknown[]).find(isTargetMapEntry) : undefined;
  return entry?.value ?? {};
}

const isUnitMapEntry = (entry: unknown): entry is { field: 'units'; value: UnitMap } =>
  typeof entry === 'object' && entry !== null && 'field' in entry && entry.field === 'units';

/** The confirmed mapping from the reading's units to the register's. */
export function unitMapOf(corrections: Prisma.JsonValue): UnitMap {
  const entry = Array.isArray(corrections) ? (corrections as unknown[]).find(isUnitMapEntry) : undefined;
  return entry?.value ?? {};
}

async function resolveUnit(
  tx: Tx,
  scope: Scope,
  choice: UnitChoice,
): Promise<Done<{ unitId: string | null }>> {
  const { organizationId } = scope;
  if (choice.kind === 'ignore') return { ok: true, unitId: null };
  if (choice.kind === 'existing') {
    const unit = await tx.unit.findUnique({
      where: { organizationId_id: { organizationId, id: choice.unitId } },
      select: { id: true },
    });
    if (!unit) return { ok: false, error: domainError('NOT_FOUND', { what: 'đơn vị' }, 'unitId') };
    return { ok: true, unitId: unit.id };
  }
  const unit = await tx.unit.upsert({
    where: { organizationId_name: { organizationId, name: choice.name } },
    create: {
      organizationId,
      name: choice.name,
      kind: choice.unitKind,
      aliases: choice.aliases ?? [],
      createdAt: scope.asOf,
    },
    update: {},
    select: { id: true },
  });
  return { ok: true, unitId: unit.id };
}

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

/** Records a person's answer to one question; answering again replaces it, both are in the audit log. */
export async function answerQuestion(
  db: Database,
  scope: Scope,
  { questionId, answer }: { questionId: string; answer: string },
): Promise<Done<{ planId: string }>> {
  if (answer.trim() === '') return { ok: false, error: domainError('ANSWER_EMPTY', {}, 'answer') };
  return inTransaction(db, async (tx) => {
    const question = await tx.planQuestion.findUnique({
      where: { organizationId_id: { organizationId: scope.organizationId, id: questionId } },
    });
    if (!question) return { ok: false, error: domainError('NOT_FOUND', { what: 'câu hỏi' }, 'questionId') };
    await tx.planQuestion.update({
      where: { id: question.id },
      data: {
        answer: answer.trim(),
        answeredById: scope.actor.id,
        answeredByName: scope.actor.name,
        answeredAt: scope.asOf,
      },
    });
    await audit(tx, scope, {
      action: 'question.answered',
      subjectType: 'question',
      subjectId: question.id,
      ...(question.answer === null ? {} : { before: { answer: question.answer } }),
      after: { code: question.code, answer: answer.trim() },
    });
    return { ok: true, planId: question.planId };
  });
}
