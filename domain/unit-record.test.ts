import { describe, expect, it } from 'vitest';
import { heirs, ownAdditions, type StandingChange, standingOf, type UnitEntry } from './plan';

/** Unit `from` goes into `into` and brings it the duty "r"; `added` only where `into` did not have it before. */
const merged = (
  from: string,
  into: string,
  { at, added = true }: { at: string; added?: boolean },
): UnitEntry => ({
  unitId: from,
  undone: false,
  change: {
    entryId: at,
    unitId: from,
    action: 'unit.merged',
    at,
    before: { effectiveTo: null, successorId: null },
    record: {
      on: at.slice(0, 10),
      successorIds: [into],
      reassigned: 0,
      cancelled: 0,
      undecided: [],
      contacts: [],
      ruleIds: ['r'],
      addedRules: added ? [{ ruleId: 'r', unitId: into }] : [],
      targetIds: [],
      addedTargets: [],
      carried: [],
      broughtBack: [],
    },
  },
});
const undo = (unitId: string): UnitEntry => ({ unitId, undone: true });

const MAY = '2026-05-02T08:00:00.000+07:00';
const JUNE = '2026-06-02T08:00:00.000+07:00';
const JULY = '2026-07-02T08:00:00.000+07:00';

const latest = (standing: Map<string, StandingChange[]>, unitId: string): StandingChange => {
  const change = standing.get(unitId)?.at(-1);
  if (!change) throw new Error(`no change of ${unitId} stands`);
  return change;
};

describe('which changes of units still stand', () => {
  it('B97 an undone change no longer does, the one before it does again', () => {
    const entries = [merged('a', 'b', { at: MAY }), undo('a'), merged('a', 'c', { at: JUNE })];
    expect(latest(standingOf(entries), 'a').at).toBe(JUNE);
    expect(standingOf([...entries, undo('a')]).get('a')).toEqual([]);
    expect(standingOf([]).has('a')).toBe(false);
  });

  it('a duty that two changes brought goes with the last of them, since the day of the first', () => {
    const both = [merged('a', 'c', { at: MAY }), merged('b', 'c', { at: JUNE, added: false })];
    const standing = standingOf(both);
    expect(ownAdditions(latest(standing, 'a'), standing).addedRules).toEqual([]);
    const after = standingOf([...both, undo('a')]);
    expect(ownAdditions(latest(after, 'b'), after).addedRules).toEqual([
      { ruleId: 'r', unitId: 'c', since: MAY },
    ]);
  });

  it('reading the journal twice gives the same: what is read is not changed', () => {
    const entries = [merged('a', 'c', { at: MAY }), merged('b', 'c', { at: JULY, added: false }), undo('a')];
    const first = standingOf(entries);
    expect(standingOf(entries)).toEqual(first);
  });
});

it('B94 the heir of a merged unit is at the end of the chain, and a circle has an end as well', () => {
  const chain = new Map([
    ['a', 'b'],
    ['b', 'c'],
  ]);
  expect([...heirs(chain)]).toEqual([
    ['a', 'c'],
    ['b', 'c'],
  ]);
  expect(heirs(new Map([...chain, ['c', 'a']])).size).toBe(3);
});
