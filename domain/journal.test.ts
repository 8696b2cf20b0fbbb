import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JournalEntry, newObligation, replay } from './obligation';
import { addMinutes } from './time';

const DUE = '2026-06-20T23:59:59.999+07:00';
const open = () => newObligation({ dueAt: DUE, open: true });

describe('any journal', () => {
  const base = '2026-06-01T00:00:00.000+07:00';
  const event = fc.oneof(
    fc.constant({ type: 'open' as const }),
    fc.constant({ type: 'save_draft' as const }),
    fc.record({
      type: fc.constant('submit' as const),
      by: fc.constantFrom('a', 'b'),
      basedOn: fc.integer({ min: 0, max: 4 }),
    }),
    fc.constant({ type: 'accept' as const }),
    fc.constant({ type: 'return' as const, reason: 'x', correctionDueAt: '2026-12-31T00:00:00.000+07:00' }),
    fc.constant({ type: 'withdraw' as const }),
    fc.constant({ type: 'open_correction' as const, reason: 'x' }),
    fc
      .integer({ min: 0, max: 60 })
      .map((days) => ({ type: 'extend' as const, reason: 'x', newDueAt: addMinutes(DUE, days * 1440) })),
    fc.integer({ min: -10, max: 60 }).map((days) => ({
      type: 'move_deadline' as const,
      reason: 'x',
      newDueAt: addMinutes(DUE, days * 1440),
    })),
    fc
      .constantFrom('exempt' as const, 'cancel' as const, 'restore' as const)
      .map((type) => ({ type, reason: 'x' })),
  );
  const journal = fc
    .array(fc.tuple(event, fc.integer({ min: 0, max: 60 * 24 * 60 })), { maxLength: 25 })
    .map((entries) =>
      entries.map(
        ([body, minute], index): JournalEntry => ({ ...body, at: addMinutes(base, minute), id: `e${index}` }),
      ),
    );

  it('gives one register in whatever order and however often its entries arrive', () => {
    const arrivals = journal.chain((entries) =>
      fc.tuple(
        fc.constant(entries),
        fc.shuffledSubarray([...entries, ...entries], { minLength: entries.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(arrivals, ([entries, shuffled]) => {
        expect(replay(open(), shuffled)).toEqual(replay(open(), entries));
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('keeps its invariants: versions in order, one accepted at most, closed reports stay dated', () => {
    fc.assert(
      fc.property(journal, (entries) => {
        const { state } = replay(newObligation({ dueAt: DUE }), entries);
        expect(state.versions.map(({ version }) => version)).toEqual(
          state.versions.map((_, index) => index + 1),
        );
        const accepted = state.versions.filter(({ status }) => status === 'accepted');
        expect(accepted.length).toBeLessThanOrEqual(1);
        expect(accepted[0]?.version ?? null).toBe(state.acceptedVersion);
        expect(state.versions.filter(({ status }) => status === 'submitted').length).toBeLessThanOrEqual(1);
        if (state.status === 'submitted') expect(state.versions.at(-1)?.status).toBe('submitted');
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});
