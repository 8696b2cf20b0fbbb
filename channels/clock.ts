/** The clock that channels and their local servers are given: real in service, driven by hand in tests and the demo. */
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
