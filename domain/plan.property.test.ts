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
  mergeUnit,
  projectObligations,
  type RegisterRow,
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
  });

type Step =
  | { type: 'term'; year: number }
  | { type: 'units'; ids: string[] }
  | { type: 'merge'; from: string; into: string }
  | { type: 'split'; from: string; pick: number }
  | { type: 'touch'; pick: number; how: 'draft' | 'submitted' | 'accepted' | 'returned' | 'exempt' }
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
      const undecided = new Set(merged.undecided.map(({ key }) => key));
      const rows = applyActions(house.rows, merged.actions).map((row) =>
        undecided.has(row.key) ? { ...row, undecided: true } : row,
      );
      const units = house.units.map((unit) =>
        unit.id === step.from ? { ...unit, validTo: '2020-12-31', successorId: step.into } : unit,
      );
      return { ...house, rows, units };
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
      return split.ok ? { ...house, rows: applyActions(house.rows, split.actions) } : house;
    }
    case 'touch': {
      const target = pickOf(house.rows, step.pick);
      const rows = house.rows.map((row) => {
        if (row !== target || isClosed(row.status)) return row;
        return step.how === 'draft' ? { ...row, hasDraft: true } : { ...row, status: step.how };
      });
      return { ...house, rows };
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
  fc.constant({ type: 'terminate' as const }),
);

describe('any sequence of changes', () => {
  it('loses and doubles no obligation', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        let house = start();
        for (const one of steps) {
          const before = house.rows;
          house = apply(house, one);
          const now = new Map(house.rows.map((row) => [row.key, row]));
          for (const row of before) {
            const touched = row.hasDraft || !(row.status === 'expected' || row.status === 'open');
            // What somebody began, sent or had decided is never removed.
            if (touched) expect(now.has(row.key), `${row.key} after ${one.type}`).toBe(true);
            // What was closed stays closed and under its name.
            if (isClosed(row.status)) expect(now.get(row.key)).toEqual(row);
          }
          const slots = house.rows.map(({ periodCode, unitId }) => `${periodCode}/${unitId}`);
          expect(new Set(slots).size, `doubled after ${one.type}`).toBe(slots.length);
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('lets an amendment restore exactly what the rules ask for, once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
        const house = amend(steps.reduce(apply, start()));
        const present = new Set(house.rows.map(({ periodCode, unitId }) => `${periodCode}/${unitId}`));
        for (const { periodCode, unitId } of projected(house))
          expect(present.has(`${periodCode}/${unitId}`)).toBe(true);
        expect(amend(house).rows).toEqual(house.rows);
        const wanted = new Set(projected(house).map(({ periodCode, unitId }) => `${periodCode}/${unitId}`));
        const extra = house.rows.filter(({ periodCode, unitId }) => !wanted.has(`${periodCode}/${unitId}`));
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
