/** Who does what when: the play's people, one list in the order of time. */
export interface Act {
  at: Date;
  /** shown when it fails: 'Phòng Kinh tế gửi báo cáo' */
  what: string;
  run: () => Promise<void>;
}

export class Agenda {
  private readonly acts: (Act & { order: number })[] = [];
  private count = 0;

  add(act: Act): void {
    this.count += 1;
    this.acts.push({ ...act, order: this.count });
    // few dozen entries at a time: sorting them beats a heap in everything but theory
    this.acts.sort((a, b) => a.at.getTime() - b.at.getTime() || a.order - b.order);
  }

  nextAt(): Date | null {
    return this.acts[0]?.at ?? null;
  }

  /** Takes the first act whose time has come. */
  take(now: Date): Act | null {
    const [first] = this.acts;
    if (!first || first.at > now) return null;
    this.acts.shift();
    return first;
  }
}

/** Deterministic random numbers in [0, 1): the same seed gives the same play (mulberry32, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A number that depends on names only, so that a play with interruptions draws the same lots as one without. */
export function lotOf(seed: number, ...names: readonly string[]): () => number {
  let hash = seed >>> 0;
  for (const char of names.join('\u0000')) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return seededRandom(hash);
}
