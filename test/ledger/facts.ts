/** A ledger made easy to ask: rows by id, what left when, who owed what at an instant. Reads the ledger and nothing else. */
import type { Ledger } from '../../scripts/demo/ledger';

export type Message = Ledger['messages'][number];
export type Obligation = Ledger['obligations'][number];
export type Escalation = Ledger['escalations'][number];
export type AuditRow = Ledger['audit'][number];

/** One reason why a ledger is not what it should be. */
export interface Finding {
  detail: string;
  /** ids of the rows it is about, the main one first */
  ids: string[];
}

/** What a rule looked at and what it found; a rule that looked at nothing proves nothing, so the number is shown. */
export interface Examined {
  checked: number;
  findings: Finding[];
}

/** States in which a person has, or once had, the message. */
export const LEFT = new Set<string>(['sent', 'delivered', 'read', 'bounced']);

export const FINAL = new Set<string>([...LEFT, 'failed', 'unknown', 'withheld']);

/** Kinds that ask for a report: pointless, so forbidden, once it was handed in. */
export const ASKING = new Set<string>(['reminder', 'change_notice', 'returned', 'handover', 'letter']);

export interface Sending {
  message: Message;
  /** milliseconds since 1970 */
  at: number;
  instant: string;
}

export interface Facts {
  ledger: Ledger;
  plan: Map<string, Ledger['plans'][number]>;
  period: Map<string, Ledger['periods'][number]>;
  rule: Map<string, Ledger['rules'][number]>;
  obligation: Map<string, Obligation>;
  submission: Map<string, Ledger['submissions'][number]>;
  organization: Map<string, Ledger['organizations'][number]>;
  escalationsOf: Map<string, Escalation[]>;
  auditOf: Map<string, AuditRow[]>;
  timelineOf(obligation: Obligation): Timeline;
  /** every instant at which a message was, or may have been, handed to a provider */
  sendings: Sending[];
  /** end of the run, milliseconds since 1970 */
  endsAt: number;
}

export function factsOf(ledger: Ledger): Facts {
  const auditOf = grouped(ledger.audit, ({ subjectId }) => subjectId);
  const submissionsOf = grouped(ledger.submissions, ({ obligationId }) => obligationId);
  const timelines = new Map<string, Timeline>();
  return {
    ledger,
    plan: byId(ledger.plans),
    period: byId(ledger.periods),
    rule: byId(ledger.rules),
    obligation: byId(ledger.obligations),
    submission: byId(ledger.submissions),
    organization: byId(ledger.organizations),
    escalationsOf: grouped(ledger.escalations, ({ obligationId }) => obligationId),
    auditOf,
    timelineOf(obligation) {
      const { id } = obligation;
      const known = timelines.get(id);
      if (known) return known;
      const made = timeline(obligation, submissionsOf.get(id) ?? [], auditOf.get(id) ?? []);
      timelines.set(id, made);
      return made;
    },
    sendings: sendingsOf(ledger),
    endsAt: endOf(ledger),
  };
}

const byId = <T extends { id: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

export function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** An attempt that was refused, put off or called off reached nobody; one without an answer may have. */
const MAY_HAVE_LEFT = new Set<string | null>(['sent', 'unknown', null]);

function sendingsOf(ledger: Ledger): Sending[] {
  const attempts = grouped(ledger.deliveries, ({ messageId }) => messageId);
  return ledger.messages.flatMap((message) => {
    const instants = new Set(
      (attempts.get(message.id) ?? [])
        .filter(({ outcome }) => MAY_HAVE_LEFT.has(outcome))
        .map(({ startedAt }) => startedAt),
    );
    if (LEFT.has(message.state) && message.sentAt) instants.add(message.sentAt);
    return [...instants].map((instant) => ({ message, instant, at: Date.parse(instant) }));
  });
}

/** `run.until` where the player wrote it; else the last thing anybody did. */
function endOf({ run, audit }: Ledger): number {
  const { until } = run;
  if (typeof until === 'string') return Date.parse(until);
  return Math.max(0, ...audit.map(({ at }) => Date.parse(at)));
}

export interface Timeline {
  /** a report (or a correction) was owed just before this instant */
  owedBefore(at: number): boolean;
  /** the instant up to which the unit had time, as it stood at `at`: the correction's while the report is returned */
  clockAt(at: number): string;
  /** every deadline that ever held, corrections included */
  clocks: string[];
}

interface Turn {
  at: number;
  owed?: boolean;
  dueAt?: string;
  /** null: no correction is under way */
  correctionDueAt?: string | null;
}

function timeline(
  obligation: Obligation,
  submissions: Ledger['submissions'],
  audit: readonly AuditRow[],
): Timeline {
  const turns: Turn[] = [];
  for (const { state, submittedAt, decidedAt } of submissions) {
    if (state === 'draft') continue;
    if (submittedAt) turns.push({ at: Date.parse(submittedAt), owed: false, correctionDueAt: null });
    if (state === 'returned' && decidedAt) turns.push({ at: Date.parse(decidedAt), owed: true });
  }
  for (const entry of audit) turns.push(...turnsOf(entry));
  turns.sort((a, b) => a.at - b.at);
  const firstMove = audit.find(({ before, after }) => textIn(before, 'dueAt') && textIn(after, 'dueAt'));
  const start = textIn(firstMove?.before, 'dueAt') ?? obligation.dueAt;
  const stateAt = (at: number): { owed: boolean; dueAt: string; correctionDueAt: string | null } => {
    const state = { owed: true, dueAt: start, correctionDueAt: null as string | null };
    for (const turn of turns) {
      if (turn.at >= at) break;
      state.owed = turn.owed ?? state.owed;
      state.dueAt = turn.dueAt ?? state.dueAt;
      if (turn.correctionDueAt !== undefined) state.correctionDueAt = turn.correctionDueAt;
    }
    return state;
  };
  const clocks = [
    start,
    ...turns.flatMap(({ dueAt, correctionDueAt }) => [dueAt ?? [], correctionDueAt ?? []].flat()),
  ];
  return {
    owedBefore: (at) => stateAt(at).owed,
    clockAt(at) {
      const { dueAt, correctionDueAt } = stateAt(at);
      return correctionDueAt ?? dueAt;
    },
    clocks: [...new Set(clocks)],
  };
}

/** What of an obligation's audit the submissions themselves do not tell. */
function turnsOf({ at: instant, action, after }: AuditRow): Turn[] {
  const at = Date.parse(instant);
  const dueAt = textIn(after, 'dueAt');
  switch (action) {
    case 'submission.returned':
    case 'submission.correction_opened':
      return [{ at, owed: true, correctionDueAt: textIn(after, 'correctionDueAt') ?? null }];
    case 'submission.withdrawn':
    case 'obligation.restored':
      return [{ at, owed: ['expected', 'open', 'returned'].includes(textIn(after, 'state') ?? '') }];
    case 'obligation.exempted':
    case 'obligation.cancelled':
      return [{ at, owed: false }];
    default:
      return dueAt ? [{ at, dueAt }] : [];
  }
}

/** A text field of a JSON value, or undefined. */
export function textIn(value: unknown, field: string): string | undefined {
  const found = fieldOf(value, field);
  return typeof found === 'string' ? found : undefined;
}

export function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}

/** Runs a check over rows and counts them. */
export function examine<T>(rows: readonly T[], check: (row: T) => Iterable<Finding>): Examined {
  return { checked: rows.length, findings: rows.flatMap((row) => [...check(row)]) };
}
