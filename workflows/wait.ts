/** The one way in which workflows wait: until an instant of the register, or until they are told of a change. */
import { condition } from '@temporalio/workflow';

const MINUTE = 60_000;

/** The workflow's clock as the instant handed to activities. */
export const now = (): string => new Date().toISOString();

/**
 * Waits until `wakeAt` (ISO instant; null: only for a change) or until `changed()`.
 * One timer; it is re-armed only because the caller's step ran again.
 * @param idle the step before did nothing: a wake-up in the past then waits a minute, so that a rule which asks for the
 * same past instant again cannot spin.
 */
export async function waitFor(wakeAt: string | null, changed: () => boolean, idle: boolean): Promise<void> {
  if (wakeAt === null) {
    await condition(changed);
    return;
  }
  const ms = Date.parse(wakeAt) - Date.now();
  await condition(changed, Math.max(ms, idle ? MINUTE : 1));
}
