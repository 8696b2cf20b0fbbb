/** Counts attempts per address in memory. Real time on purpose: this guards the machine, not the office's calendar. */

export interface RateLimits {
  /** Failed log-ins per address and account. */
  logIn: number;
  /** Links that were not ours, per address: guessing is what this slows. */
  badLinks: number;
  /** All requests behind links, per address; a whole commune may share one. */
  linkRequests: number;
  /** Uploads of plans, per account. */
  uploads: number;
}

export const DEFAULT_RATE_LIMITS: RateLimits = { logIn: 8, badLinks: 20, linkRequests: 600, uploads: 30 };

const WINDOW_MS = 60_000;
/** Forgets the oldest keys beyond this many, so that a flood of addresses cannot fill memory. */
const MAX_KEYS = 10_000;

export class RateLimiter {
  readonly #hits = new Map<string, { count: number; until: number }>();

  constructor(
    private readonly allowance: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** True where the key has used up its allowance in this window. */
  isExhausted(key: string): boolean {
    const hit = this.#hits.get(key);
    return hit !== undefined && hit.until > this.now() && hit.count >= this.allowance;
  }

  /** Counts one attempt; false where it was one too many. */
  take(key: string): boolean {
    const now = this.now();
    const hit = this.#hits.get(key);
    if (!hit || hit.until <= now) {
      if (this.#hits.size >= MAX_KEYS) {
        const oldest = this.#hits.keys().next().value;
        if (oldest !== undefined) this.#hits.delete(oldest);
      }
      this.#hits.set(key, { count: 1, until: now + WINDOW_MS });
      return true;
    }
    hit.count += 1;
    return hit.count <= this.allowance;
  }

  forget(key: string): void {
    this.#hits.delete(key);
  }
}
