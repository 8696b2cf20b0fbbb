import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { plans } from './generated.fixture';
import { isClosed, isOwed } from './obligation';
import {
  amendRows,
  type CarriedRow,
  mergeUnit,
  projectObligations,
  type RegisterRow,
  type RowAction,
  restoreUnit,
  splitUnit,
  terminateRows,
  type UnitFacts,
} from './plan';
import { digestOfProjections } from './projection-digest.fixture';
import { applyActions, calendar, policy, rule } from './testing.fixture';

// Longer: PROPERTY_RUNS=500 PROPERTY_SEED=7 npx vitest run domain/plan.property.test.ts
const RUNS = Number(process.env.PROPERTY_RUNS ?? 70);
const SEED = Number(process.env.PROPERTY_SEED ?? 5);
const UNITS = ['a', 'b', 'c', 'd'];

// On a machine that does other work this takes longer than usual.
vi.setConfig({ testTimeout: 60_000 });

interface House {
  rows: RegisterRow[];
  units: UnitFacts[];
  termTo: string;
  ruleUnits: string[];
  /** Changes of units that can be undone, the latest last. */
  changes: UnitWas[];
}

/** What a change of a unit carried, the unit as it was, and the rows that somebody touched since. */
interface UnitWas {
  unit: UnitFacts;
  carried: CarriedRow[];
  touched: string[];
  /** Left for the office to decide by this change, not by an earlier one. */
  undecided: string[];
}

function carriedBy(rows: readonly RegisterRow[], actions: readonly RowAction[]): CarriedRow[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return actions.flatMap((action) => {
    const row = action.type === 'reassign' || action.type === 'cancel' ? byKey.get(action.key) : undefined;
    if (!row) return [];
    const to = action.type === 'reassign' ? action.to : null;
    return [{ key: row.key, to, status: row.status, namedUnitId: row.namedUnitId }];
  });
}

/** The house after a unit ended, with what it takes to undo that. */
function ended(house: House, from: string, actions: readonly RowAction[], successorId: string | null): House {
  const was = house.units.find(({ id }) => id === from);
  if (!was) return house;
  const units = house.units.map((unit) =>
    unit.id === from && successorId !== null ? { ...unit, validTo: '2020-12-31', successorId } : unit,
  );
  const change = { unit: was, carried: carriedBy(house.rows, actions), touched: [], undecided: [] };
  return {
    ...house,
    rows: applyActions(house.rows, actions),
    units,
    changes: [...house.changes, change],
  };
}

function restored(house: House): House {
  const change = house.changes.at(-1);
  if (!change) return house;
  const { unit, carried, touched, undecided } = change;
  const { actions } = restoreUnit({
    rows: house.rows,
    carried,
    unitId: unit.id,
    unitName: unit.name,
    touched: new Set(touched),
    over: new Set(),
  });
  const rows = applyActions(house.rows, actions).map((row) => {
    if (row.unitId !== unit.id || !undecided.includes(row.key)) return row;
    const { undecided: _settled, ...own } = row;
    return own;
  });
  return {
    ...house,
    rows,
    units: house.units.map((one) => (one.id === unit.id ? unit : one)),
    changes: house.changes.slice(0, -1),
  };
}

const projected = ({ units, termTo, ruleUnits }: House) =>
  projectObligations({
    plan: { id: 'p1', state: 'active', termFrom: '2026-01-01', termTo },
    rules: [rule({ unitIds: ruleUnits }), rule({ id: 'r2', cycle: 'quy', unitIds: ruleUnits })],
    units,
    calendar,
    from: '2026-01-05T08:00:00.000+07:00',
  }).rows;

const amend = (house: House): House => {
  const { actions } = amendRows({ rows: house.rows, projected: projected(house), reason: 'sửa đổi' });
  return { ...house, rows: applyActions(house.rows, actions) };
};

const start = (): House =>
  amend({
    rows: [],
    units: UNITS.map((id) => ({ id, name: id, validFrom: null, validTo: null, successorId: null })),
    termTo: '2027-12-31',
    ruleUnits: UNITS,
    changes: [],
  });

type Step =
  | { type: 'term'; year: number }
  | { type: 'units'; ids: string[] }
  | { type: 'merge'; from: string; into: string }
  | { type: 'split'; from: string; pick: number }
  | { type: 'touch'; pick: number; how: 'draft' | 'submitted' | 'accepted' | 'returned' | 'exempt' }
  | { type: 'restore' }
  | { type: 'terminate' };

const pickOf = <T>(items: readonly T[], pick: number): T | undefined =>
  items[pick % Math.max(items.length, 1)];

function apply(house: House, step: Step): House {
  switch (step.type) {
    case 'term':
      return amend({ ...house, termTo: `${step.year}-12-31` });
    case 'units':
      return amend({ ...house, ruleUnits: step.ids });
    case 'merge': {
      const living = house.units.filter(({ validTo }) => validTo === null).map(({ id }) => id);
      if (!living.includes(step.from) || !living.includes(step.into)) return house;
      const names = { fromName: step.from, intoName: step.into, effectiveOn: '2026-07-01' };
      const merged = mergeUnit({ rows: house.rows, fromUnitId: step.from, intoUnitId: step.into, ...names });
      if (!merged.ok) return house;
      const known = new Set(house.rows.filter((row) => row.undecided).map(({ key }) => key));
      const undecided = merged.undecided.map(({ key }) => key).filter((key) => !known.has(key));
      const after = ended(house, step.from, merged.actions, step.into);
      const rows = after.rows.map((row) => (undecided.includes(row.key) ? { ...row, undecided: true } : row));
      const changes = after.changes.map((one, index, { length }) =>
        index === length - 1 ? { ...one, undecided } : one,
      );
      return { ...after, rows, changes };
    }
    case 'split': {
      const open = house.rows.filter(({ unitId, status }) => unitId === step.from && !isClosed(status));
      const receiverOf = Object.fromEntries(
        open.map(({ key }, index) => [key, pickOf(UNITS, step.pick + index) ?? 'a']),
      );
      const split = splitUnit({
        rows: house.rows,
        fromUnitId: step.from,
        fromName: step.from,
        effectiveOn: '2026-07-01',
        receiverOf,
      });
      return split.ok ? ended(house, step.from, split.actions, null) : house;
    }
    case 'restore':
      return restored(house);
    case 'touch': {
      const target = pickOf(house.rows, step.pick);
      const rows = house.rows.map((row) => {
        if (row !== target || isClosed(row.status)) return row;
        return step.how === 'draft' ? { ...row, hasDraft: true } : { ...row, status: step.how };
      });
      const changes = house.changes.map((change) =>
        target ? { ...change, touched: [...change.touched, target.key] } : change,
      );
      return { ...house, rows, changes };
    }
    case 'terminate': {
      const cancel = {
        finalCode: null,
        finalDeadline: null,
        terminatedAt: '2027-01-01T00:00:00.000+07:00',
        reason: 'x',
      };
      return {
        ...house,
        rows: applyActions(house.rows, terminateRows({ rows: house.rows, ...cancel }).actions),
      };
    }
  }
}

const unit = fc.constantFrom(...UNITS);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: fc.constant('term' as const), year: fc.integer({ min: 2026, max: 2029 }) }),
  fc.record({ type: fc.constant('units' as const), ids: fc.subarray(UNITS, { minLength: 1 }) }),
  fc.record({ type: fc.constant('merge' as const), from: unit, into: unit }),
  fc.record({ type: fc.constant('split' as const), from: unit, pick: fc.nat(50) }),
  fc.record({
    type: fc.constant('touch' as const),
    pick: fc.nat(500),
    how: fc.constantFrom(
      'draft' as const,
      'submitted' as const,
      'accepted' as const,
      'returned' as const,
      'exempt' as const,
    ),
  }),
  fc.constant({ type: 'restore' as const }),
  fc.constant({ type: 'terminate' as const }),
);

describe('any sequence of changes', () => {
  it('loses and doubles no obligation', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        let house = start();
        for (const one of steps) {
          const before = house.rows;
          // Undoing a merger gives back what the merger itself cancelled.
          const cancelled = one.type === 'restore' ? house.changes.at(-1)?.carried : undefined;
          const back = new Set(cancelled?.flatMap(({ key, to }) => (to === null ? [key] : [])));
          house = apply(house, one);
          const now = new Map(house.rows.map((row) => [row.key, row]));
          for (const row of before) {
            const touched = row.hasDraft || !(row.status === 'expected' || row.status === 'open');
            // What somebody began, sent or had decided is never removed.
            if (touched) expect(now.has(row.key), `${row.key} after ${one.type}`).toBe(true);
            // What was closed stays closed and under its name.
            if (isClosed(row.status) && !(row.status === 'cancelled' && back.has(row.key)))
              expect(now.get(row.key)).toEqual(row);
          }
          const slots = house.rows.map(({ periodCode, unitId }) => `${periodCode}/${unitId}`);
          expect(new Set(slots).size, `doubled after ${one.type}`).toBe(slots.length);
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('B94 B97 gives the rows from before where a merger or division is undone at once', () => {
    let carried = 0;
    const change = step.filter(({ type }) => type === 'merge' || type === 'split');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 10 }), change, (steps, last) => {
        const before = steps.reduce(apply, start());
        const changed = apply(before, last);
        if (changed === before) return;
        carried += changed.changes.at(-1)?.carried.length ?? 0;
        expect(apply(changed, { type: 'restore' })).toEqual(before);
      }),
      { seed: SEED, numRuns: RUNS },
    );
    // The property would be empty if the changes carried nothing.
    expect(carried).toBeGreaterThan(RUNS / 2);
  });

  it('B97 leaves with the receiver what it touched, and only that', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), fc.nat(500), (steps, pick) => {
        const merged = apply(steps.reduce(apply, start()), { type: 'merge', from: 'a', into: 'b' });
        const { carried = [] } = merged.changes.at(-1) ?? {};
        const moved = carried.filter(({ to }) => to === 'b');
        const mine = pickOf(moved, pick);
        if (!mine) return;
        const position = merged.rows.findIndex(({ key }) => key === mine.key);
        const touched = apply(merged, { type: 'touch', pick: position, how: 'draft' });
        const ownerOf = new Map(restored(touched).rows.map(({ key, unitId }) => [key, unitId]));
        expect(ownerOf.get(mine.key)).toBe('b');
        for (const { key } of moved) if (key !== mine.key) expect(ownerOf.get(key)).toBe('a');
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('lets an amendment restore exactly what the rules ask for, once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
        const house = amend(steps.reduce(apply, start()));
        const present = new Set(
          house.rows.flatMap(({ periodCode, unitId, namedUnitId, status }) => [
            `${periodCode}/${unitId}`,
            // a report that another unit has in this one's name
            ...(namedUnitId !== null && status !== 'cancelled' ? [`${periodCode}/${namedUnitId}`] : []),
          ]),
        );
        for (const { periodCode, unitId } of projected(house))
          expect(present.has(`${periodCode}/${unitId}`)).toBe(true);
        expect(amend(house).rows).toEqual(house.rows);
        const wanted = new Set(projected(house).map(({ periodCode, unitId }) => `${periodCode}/${unitId}`));
        const extra = house.rows.filter(
          ({ periodCode, unitId, namedUnitId, status }) =>
            !wanted.has(`${periodCode}/${unitId}`) &&
            (status === 'cancelled' || !wanted.has(`${periodCode}/${namedUnitId}`)),
        );
        for (const row of extra) {
          const untouched =
            isOwed(row.status) && row.status !== 'returned' && !row.hasDraft && !row.undecided;
          expect(untouched).toBe(false);
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});

describe('two machines', () => {
  const script = fileURLToPath(new URL('./projection-digest.fixture.ts', import.meta.url));
  // Behind and ahead of UTC as far as zones go, with and without summer time, and with half an hour.
  const ZONES = ['Pacific/Pago_Pago', 'America/St_Johns', 'Europe/Berlin', 'Pacific/Kiritimati'];

  /** The digest as a process computes it that believes to be elsewhere. */
  async function digestIn(TZ: string, input: string): Promise<string> {
    const child = execFile(process.execPath, ['--import', 'tsx', script, 'print'], {
      env: { ...process.env, TZ },
    });
    child.stdin?.end(input);
    const [stdout, code] = await Promise.all([text(child.stdout as Readable), once(child, 'close')]);
    return code[0] === 0 ? stdout.trim() : `${TZ} ended with ${code[0]}`;
  }

  it('B12 project identical rows of any rules, calendars and plans in different system time zones', async () => {
    const input = { plans: fc.sample(plans, { seed: SEED, numRuns: 150 }), policy };
    const json = JSON.stringify(input);
    const digests = await Promise.all(ZONES.map((zone) => digestIn(zone, json)));
    expect(digests).toEqual(ZONES.map(() => digestOfProjections(input)));
    // The property would be empty if little were projected, or rules of some kind or cycle never gave a date.
    const rows = input.plans.map(projectObligations);
    const ruleOf = (index: number, id: string) => input.plans[index]?.rules.find((one) => one.id === id);
    const dated = rows.flatMap(({ periods }, index) => periods.map(({ ruleId }) => ruleOf(index, ruleId)));
    expect(dated.length).toBeGreaterThan(1000);
    expect(new Set(dated.map((one) => one?.deadlineRule.kind)).size).toBe(10);
    expect(new Set(dated.map((one) => one?.cycle)).size).toBe(10);
  });
});
