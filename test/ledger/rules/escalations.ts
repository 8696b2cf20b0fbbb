/** Rules about escalations: proposed when due, once, and issued only on a person's word (B67–B76). */
import { addWorkingDays, firstWorkingDayFrom, type WorkCalendar } from '../../../domain/calendar';
import { atLocal, localDate } from '../../../domain/time';
import { type OrganizationSettings, organizationSettings } from '../../../services/settings';
import {
  type Escalation,
  type Examined,
  examine,
  type Facts,
  type Finding,
  fieldOf,
  grouped,
  LEFT,
  type Obligation,
  textIn,
} from '../facts';

/** The shipped policy's grace; a commune's own stands in its settings. */
const GRACE_WORKING_DAYS = 2;

interface Policy {
  levels: number[];
  graceWorkingDays: number;
  spacingWorkingDays: number;
  maxPerLevel: number;
  proposeAt: string;
}

function policyFor({ organization, plan }: Facts, { planId }: Obligation): Policy {
  const owner = plan.get(planId)?.organizationId ?? '';
  const settings: OrganizationSettings = organizationSettings.parse(organization.get(owner)?.settings ?? {});
  const { levels, spacingWorkingDays, maxPerLevel, proposeAt } = settings.escalation;
  const own = fieldOf(plan.get(planId)?.policy, 'graceWorkingDays');
  return {
    levels: levels.map(({ level }) => level).sort((a, b) => a - b),
    graceWorkingDays:
      typeof own === 'number' ? own : (settings.policy?.graceWorkingDays ?? GRACE_WORKING_DAYS),
    spacingWorkingDays,
    maxPerLevel,
    proposeAt,
  };
}

const workingDaysAfter = (calendar: WorkCalendar, instant: string, days: number, time: string): number =>
  Date.parse(atLocal(addWorkingDays(calendar, localDate(instant), days).date, time));

/** The morning after the last day of grace. */
const graceEnds = (calendar: WorkCalendar, clock: string, policy: Policy): number =>
  workingDaysAfter(calendar, clock, policy.graceWorkingDays + 1, policy.proposeAt);

export function overdueProposed(facts: Facts, calendar: WorkCalendar): Examined {
  const due = facts.ledger.obligations.flatMap((obligation) => {
    const policy = policyFor(facts, obligation);
    const { clocks, clockAt } = facts.timelineOf(obligation);
    return clocks.flatMap((clock) => {
      const at = graceEnds(calendar, clock, policy);
      return clockAt(at) === clock && pressable(facts, obligation, at)
        ? [{ obligation, clock, at, policy }]
        : [];
    });
  });
  return examine(due, function* ({ obligation, clock, at, policy }) {
    const own = facts.escalationsOf.get(obligation.id) ?? [];
    // a proposal about an older deadline that is still open comes first (B75)
    if (own.some((escalation) => escalation.clockFrom !== clock && openAt(escalation, at))) return;
    const onClock = own.filter(({ clockFrom }) => clockFrom === clock);
    const [lowest = 1] = policy.levels;
    if (!onClock.some(({ level }) => level >= lowest))
      yield { detail: `overdue since ${clock} and past the grace, never proposed`, ids: [obligation.id] };
    for (const { level, issuedAt, id } of onClock) {
      const next = policy.levels.find((candidate) => candidate > level);
      if (!issuedAt || next === undefined) continue;
      const nextAt = workingDaysAfter(calendar, issuedAt, policy.spacingWorkingDays, policy.proposeAt);
      if (clockAt(facts, obligation, nextAt) !== clock || !pressable(facts, obligation, nextAt)) continue;
      if (!onClock.some((other) => other.level >= next))
        yield {
          detail: `level ${level} was issued and level ${next} never proposed`,
          ids: [obligation.id, id],
        };
    }
  });
}

const clockAt = (facts: Facts, obligation: Obligation, at: number): string =>
  facts.timelineOf(obligation).clockAt(at);

/** Owed, in an open period of a plan in force, within the run. */
function pressable(
  { timelineOf, plan, period, auditOf, endsAt }: Facts,
  obligation: Obligation,
  at: number,
): boolean {
  if (at > endsAt || !timelineOf(obligation).owedBefore(at)) return false;
  const owning = plan.get(obligation.planId);
  const cycle = period.get(obligation.periodId);
  if (!owning?.activatedAt || !cycle || cycle.state === 'history' || cycle.state === 'cancelled')
    return false;
  if (Date.parse(owning.activatedAt) > at || (owning.endedAt && Date.parse(owning.endedAt) < at))
    return false;
  if (Date.parse(cycle.opensAt) > at || (cycle.closedAt && Date.parse(cycle.closedAt) < at)) return false;
  const pause = (auditOf.get(owning.id) ?? [])
    .filter((entry) => /^plan\.(suspended|resumed)$/.test(entry.action) && Date.parse(entry.at) <= at)
    .at(-1);
  return pause?.action !== 'plan.suspended';
}

function openAt({ proposedAt, closedAt, decidedAt, state }: Escalation, at: number): boolean {
  const ended = closedAt ?? (state === 'rejected' ? decidedAt : null);
  return Date.parse(proposedAt) < at && (ended === null || Date.parse(ended) > at);
}

export function oncePerLevel(facts: Facts, calendar: WorkCalendar): Examined {
  const { ledger, obligation, auditOf } = facts;
  const groups = grouped(ledger.escalations, ({ obligationId, level, clockFrom }) =>
    [obligationId, level, clockFrom].join('/'),
  );
  return examine([...groups.values()], function* (group): Generator<Finding> {
    const rounds = [...group].sort((a, b) => a.round - b.round);
    const [first] = rounds;
    const about = first && obligation.get(first.obligationId);
    if (!first || !about)
      return yield { detail: 'proposed for no obligation', ids: group.map(({ id }) => id) };
    const policy = policyFor(facts, about);
    for (const escalation of rounds) {
      // a person may propose before the grace is over
      if (escalation.proposedById || !escalation.clockFrom) continue;
      if (Date.parse(escalation.proposedAt) < graceEnds(calendar, escalation.clockFrom, policy))
        yield {
          detail: `proposed at ${escalation.proposedAt}, within the grace`,
          ids: [escalation.id, about.id],
        };
    }
    for (const [position, later] of rounds.slice(1).entries()) {
      const before = rounds[position];
      if (!before) continue;
      const ids = [later.id, before.id, about.id];
      const ended = before.closedAt ?? before.decidedAt;
      if (before.state !== 'rejected' && before.state !== 'withdrawn')
        yield { detail: `level ${later.level} proposed again while the first was ${before.state}`, ids };
      else if (!ended || Date.parse(ended) > Date.parse(later.proposedAt))
        yield { detail: `level ${later.level} proposed again before the first was closed`, ids };
      const review = reviewDay(auditOf.get(before.id) ?? []);
      if (before.state !== 'rejected' || later.proposedById || !review) continue;
      const reviewAt = atLocal(firstWorkingDayFrom(calendar, review).date, policy.proposeAt);
      if (Date.parse(later.proposedAt) < Date.parse(reviewAt))
        yield { detail: `proposed again before the review day ${review}`, ids };
    }
    const counted = rounds.filter(({ state }) => state !== 'withdrawn');
    if (counted.length > policy.maxPerLevel)
      yield {
        detail: `${counted.length} proposals at level ${first.level}`,
        ids: rounds.map(({ id }) => id),
      };
  });
}

const reviewDay = (audit: Facts['ledger']['audit']): string | undefined =>
  audit
    .flatMap(({ action, after }) =>
      action === 'escalation.decided' ? (textIn(after, 'nextReviewOn') ?? []) : [],
    )
    .at(-1);

export function decidedByPerson({ ledger, auditOf, obligation }: Facts): Examined {
  const issued = ledger.escalations.filter(({ state, issuedAt }) => state === 'issued' || issuedAt);
  const letters = ledger.messages.filter(({ kind, state }) => kind === 'letter' && LEFT.has(state));
  const decisions = examine(issued, function* (escalation) {
    const { id, decidedAt, decidedById, issuedAt, decision } = escalation;
    if (!decidedAt || !decidedById || !issuedAt || Date.parse(decidedAt) > Date.parse(issuedAt))
      return yield { detail: 'issued without a decision before it', ids: [id] };
    if (decision !== 'approve' && decision !== 'amend')
      yield { detail: `issued after the decision "${decision}"`, ids: [id] };
    const logged = (auditOf.get(id) ?? []).some(
      ({ action, actor, at, after }) =>
        action === 'escalation.decided' &&
        actor.kind === 'user' &&
        actor.id === decidedById &&
        Date.parse(at) <= Date.parse(issuedAt) &&
        fieldOf(after, 'decision') === decision,
    );
    if (!logged) yield { detail: 'the audit log knows of no decision by this person', ids: [id] };
  });
  const sent = examine(letters, function* (message) {
    for (const { obligationId, step } of message.items) {
      const [, level, round] = /^letter\/(\d+)\.(\d+)$/.exec(step) ?? [];
      const escalation = issued.find(
        (row) =>
          row.obligationId === obligationId && row.level === Number(level) && row.round === Number(round),
      );
      const late = escalation?.decidedAt && message.sentAt && message.sentAt >= escalation.decidedAt;
      if (!late)
        yield {
          detail: 'a letter left that no decision stands behind',
          ids: [message.id, obligation.get(obligationId)?.id ?? obligationId],
        };
    }
  });
  return { checked: decisions.checked + sent.checked, findings: [...decisions.findings, ...sent.findings] };
}
