/** Rules about deadlines: whose word they rest on, and that the chain leads to the date. */
import { localDate } from '../../../domain/time';
import { type Examined, examine, type Facts, fieldOf, type Obligation, textIn } from '../facts';

interface Step {
  step: string;
  value: string;
  source: { kind: string; text: string } | undefined;
}

function chainOf(obligation: Obligation): Step[] {
  const chain = fieldOf(obligation.deadline, 'chain');
  if (!Array.isArray(chain)) return [];
  return chain.map((entry: unknown) => {
    const source = fieldOf(entry, 'source');
    const text = textIn(source, 'text');
    return {
      step: textIn(entry, 'step') ?? '',
      value: textIn(entry, 'value') ?? '',
      source: text ? { kind: textIn(source, 'kind') ?? '', text } : undefined,
    };
  });
}

export function confirmedSource({ ledger, period, plan, rule, auditOf }: Facts): Examined {
  return examine(ledger.obligations, function* (obligation) {
    const owning = rule.get(period.get(obligation.periodId)?.ruleId ?? '');
    const activatedAt = plan.get(obligation.planId)?.activatedAt;
    const ids = [obligation.id, ...(owning ? [owning.id] : [])];
    if (!owning?.confirmedBy || !owning.confirmedAt)
      return yield { detail: 'its reporting rule was confirmed by nobody', ids };
    // a rule that was changed later carries the later date; the log keeps the first confirmation
    const confirmations = [
      owning.confirmedAt,
      ...(auditOf.get(owning.id) ?? [])
        .filter(({ action, actor }) => action === 'rule.confirmed' && actor.kind === 'user')
        .map(({ at }) => at),
    ];
    const inTime = confirmations.some((at) => activatedAt && Date.parse(at) <= Date.parse(activatedAt));
    // who asks for a report out of turn confirms its deadline by asking (B33)
    const asked = (auditOf.get(obligation.planId) ?? []).some(
      ({ action, actor, after }) =>
        action === 'plan.ad_hoc_requested' &&
        actor.kind === 'user' &&
        textIn(after, 'periodId') === obligation.periodId,
    );
    if (!inTime && !asked)
      yield { detail: 'its reporting rule was confirmed only after the activation', ids };
    const chain = chainOf(obligation);
    if (!chain.some(({ step, source }) => step === 'rule' && source))
      yield { detail: 'the chain has no rule with a source', ids };
    for (const { step, source } of chain) {
      if (!source?.text.trim()) yield { detail: `the step "${step}" has no source`, ids };
      else if ((step === 'extension' || step === 'override') && source.kind !== 'nguoi')
        yield { detail: `the step "${step}" rests on ${source.kind}, not on a person`, ids };
    }
  });
}

export function chainResult({ ledger }: Facts): Examined {
  return examine(ledger.obligations, function* (obligation) {
    const { id, dueAt, originalDueAt } = obligation;
    const last = chainOf(obligation).at(-1);
    if (last?.step !== 'result') return yield { detail: 'the chain ends without a result', ids: [id] };
    if (!sameInstant(last.value, dueAt))
      yield { detail: `due at ${dueAt}, but the chain gives ${last.value}`, ids: [id] };
    const date = textIn(obligation.deadline, 'date');
    if (!date || date > localDate(dueAt))
      yield { detail: `people are told ${date ?? 'no date'}, later than ${dueAt}`, ids: [id] };
    const moved = chainOf(obligation).some(({ step }) => step === 'extension' || step === 'override');
    if (originalDueAt && !moved) yield { detail: 'moved, and the chain does not say why', ids: [id] };
  });
}

const sameInstant = (a: string, b: string): boolean => Date.parse(a) === Date.parse(b);
