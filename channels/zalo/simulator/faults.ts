/** Faults on demand: the next matching request is refused, answered wrongly, cut off or never answered. */

export type FaultKind =
  /** Zalo's own refusal with this code, nothing executed. */
  | { kind: 'error'; code: number; message?: string }
  | { kind: 'http_500' }
  | { kind: 'http_401' }
  /** Never answered; nothing executed. */
  | { kind: 'timeout_before' }
  /** Executed, and never answered. */
  | { kind: 'timeout_after' }
  | { kind: 'reset_before' }
  | { kind: 'reset_after' }
  /** Executed; the answer is a proxy's page. */
  | { kind: 'html_after' }
  /** `error: 0` with empty data. */
  | { kind: 'empty_success' };

export interface FaultMatch {
  surface?: 'oauth' | 'oa' | 'business';
  /** The path must end with it. */
  path?: string;
  /** How many requests; one unless told. */
  times?: number;
}

export interface Faults {
  inject(fault: FaultKind, match?: FaultMatch): void;
  take(surface: string, path: string): FaultKind | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  const queue: { fault: FaultKind; match: FaultMatch; left: number }[] = [];
  return {
    inject: (fault, match = {}) => void queue.push({ fault, match, left: match.times ?? 1 }),
    take(surface, path) {
      const index = queue.findIndex(
        ({ match }) =>
          (match.surface === undefined || match.surface === surface) &&
          (match.path === undefined || path.endsWith(match.path)),
      );
      const entry = queue[index];
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) queue.splice(index, 1);
      return entry.fault;
    },
    clear: () => void queue.splice(0),
  };
}
