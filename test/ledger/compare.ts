/** Two runs of one play side by side: did the same messages leave? Ids differ from run to run, so names are compared. */
import type { Ledger } from '../../scripts/demo/ledger';
import { LEFT, type Message } from './facts';
import { linesOf } from './rules/messages';

export interface Comparison {
  /** natural keys of what left in one run only */
  onlyInA: string[];
  onlyInB: string[];
  /** differences that the written rule allows: an attempt of unknown outcome was repeated, or went another way */
  excused: string[];
  /** keys that left in both */
  common: number;
}

/**
 * The set of messages that left, by plan title, period code, unit, step, recipient, channel and revision. What is
 * marked as a possible duplicate, or stands in for such a message, may differ (law 5).
 */
export function compareLedgers(a: Ledger, b: Ledger): Comparison {
  const [inA, inB] = [leftOf(a), leftOf(b)];
  const result: Comparison = { onlyInA: [], onlyInB: [], excused: [], common: 0 };
  for (const key of [...new Set([...inA.counts.keys(), ...inB.counts.keys()])].sort()) {
    const difference = (inA.counts.get(key) ?? 0) - (inB.counts.get(key) ?? 0);
    if (difference === 0) result.common += 1;
    else if (inA.doubtful.has(key) || inB.doubtful.has(key)) result.excused.push(key);
    else (difference > 0 ? result.onlyInA : result.onlyInB).push(key);
  }
  return result;
}

function leftOf(ledger: Ledger): { counts: Map<string, number>; doubtful: Set<string> } {
  const names = namesOf(ledger);
  const message = new Map(ledger.messages.map((row) => [row.id, row]));
  const counts = new Map<string, number>();
  const doubtful = new Set<string>();
  for (const row of ledger.messages) {
    const keys = names(row);
    if (isDoubtful(row, message)) for (const key of keys) doubtful.add(key);
    if (LEFT.has(row.state)) for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return { counts, doubtful };
}

function isDoubtful(row: Message, message: Map<string, Message>): boolean {
  if (row.possibleDuplicate) return true;
  const stoodInFor = row.fallbackOfId ? message.get(row.fallbackOfId) : undefined;
  return stoodInFor !== undefined && isDoubtful(stoodInFor, message);
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** Instants inside keys: two runs do the same a few seconds apart. */
const INSTANT = /(\d{4}-\d{2}-\d{2})T[\d:.]+(Z|[+-]\d{2}:\d{2})/g;

const natural = (text: string): string => text.replace(UUID, '#').replace(INSTANT, '$1');

function namesOf(ledger: Ledger): (message: Message) => string[] {
  const plan = new Map(ledger.plans.map((row) => [row.id, row]));
  const period = new Map(ledger.periods.map((row) => [row.id, row]));
  const obligation = new Map(ledger.obligations.map((row) => [row.id, row]));
  const organization = new Map(ledger.organizations.map((row) => [row.id, row]));
  return (message) => {
    const to = `${message.kind} → ${message.recipient} (${message.channel})`;
    if (message.items.length === 0)
      return [`${organization.get(message.organizationId)?.name} | ${natural(message.key)} | ${to}`];
    return linesOf(message).map((item) => {
      const about = obligation.get(item.obligationId);
      const what = [
        plan.get(about?.planId ?? '')?.title,
        period.get(about?.periodId ?? '')?.code,
        about?.unit,
        natural(item.step),
        `lần ${item.revision}`,
      ];
      return [...what, to].join(' | ');
    });
  };
}
