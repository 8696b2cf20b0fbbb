/** The clock that channels and their local servers are given: real in service, driven by hand in tests and the demo. */
import { DateTime } from 'luxon';

export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that moves only when told. */
export function manualClock(startIso: string): Clock & { advance(ms: number): void; set(iso: string): void } {
  let current = new Date(startIso).getTime();
  return {
    now: () => new Date(current),
    advance(ms) {
      current += ms;
    },
    set(iso) {
      current = new Date(iso).getTime();
    },
  };
}

/** The service's one zone; written here too because the domain's constant must not depend on a clock. */
const ZONE = 'Asia/Ho_Chi_Minh';

/** ISO 8601 with the offset +07:00, as instants cross boundaries in this project. */
export function isoLocal(instant: Date): string {
  return DateTime.fromJSDate(instant, { zone: ZONE }).toISO() ?? instant.toISOString();
}
