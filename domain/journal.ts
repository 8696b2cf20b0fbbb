/** The journal of an obligation: events with ids, rebuilt to the same state in whatever order they arrive. */
import type { DomainError } from './errors';
import { type ObligationEvent, type ObligationState, transition } from './obligation-machine';
import { daysBetween, type IsoInstant, localDate, toMillis } from './time';

/** A journal entry: an event with its id, as the register stores it. */
export type JournalEntry = ObligationEvent & { id: string };

/**
 * Rebuilds the state from a journal, whatever order its entries arrive in and however often each does: entries are
 * taken once, by time, then by id. Refused entries change nothing and are returned.
 *
 * The service itself never replays: its register keeps the state, and its audit rows say more than events do. This is
 * how the tests state that the machine has one answer for any order in which its events become known.
 */
export function replay(
  initial: ObligationState,
  journal: readonly JournalEntry[],
): { state: ObligationState; refused: { id: string; error: DomainError }[] } {
  const once = [...new Map(journal.map((entry) => [entry.id, entry])).values()];
  once.sort((a, b) => toMillis(a.at) - toMillis(b.at) || (a.id < b.id ? -1 : 1));
  let state = initial;
  const refused: { id: string; error: DomainError }[] = [];
  for (const entry of once) {
    const result = transition(state, entry);
    if (result.ok) state = result.state;
    else refused.push({ id: entry.id, error: result.error });
  }
  return { state, refused };
}

/** Days an unsent draft has been lying, or null (B58). */
export function draftAgeDays(state: Pick<ObligationState, 'draftSince'>, now: IsoInstant): number | null {
  if (state.draftSince === null) return null;
  return daysBetween(localDate(state.draftSince), localDate(now));
}
