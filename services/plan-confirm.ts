/** What the office confirms about a draft: identity, term, answers to questions. Each answer is audited (law 4). */
import { type DomainError, domainError } from '../domain/errors';
import { PLAN_STATE_TERMS } from '../domain/terms';
import { isIsoDate } from '../domain/time';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { civilDateOrNull, dateColumnOrNull } from './dates';

export type Done<T = object> = ({ ok: true } & T) | { ok: false; error: DomainError };

/** The plan row, if it is this commune's and still a draft. */
export async function draftOf(tx: Tx, scope: Scope, planId: string) {
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
