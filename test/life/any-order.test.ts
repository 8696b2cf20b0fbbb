/** The register after changes in any order: the same where they do not depend on one another, and never one report less or more. */
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { isOwed } from '../../domain/obligation';
import { applyCalendar } from '../../services/calendar-changes';
import type { Database } from '../../services/context';
import { applyDeadlineChange } from '../../services/deadlines';
import { decideExtension } from '../../services/extensions';
import { amendPlan, resumePlan, suspendPlan } from '../../services/plan-life';
import { at, type Register, seedRegister } from '../../services/register.fixture';
import { exemptObligation, restoreObligation } from '../../services/returns';
import { submitReport } from '../../services/submissions';
import { mergeUnits, restoreUnit } from '../../services/units';
import { createTestDatabase } from '../harness/database';

// A commune of its own for every order and sequence: on a machine that does other work that takes long.
vi.setConfig({ testTimeout: 300_000 });

const WHEN = '2026-06-10';
const reason = 'Theo chỉ đạo.';

interface House {
  db: Database;
  register: Register;
}
type Change = (house: House) => Promise<{ ok: boolean }>;

async function house(units: number): Promise<House> {
  const { db } = await createTestDatabase();
  return { db, register: await seedRegister(db, { units }) };
}

const submit =
  (unit: number): Change =>
  ({ db, register }) =>
    submitReport(db, register.contact(unit, WHEN), {
      obligationId: at(register.obligations, unit),
      sections: { results: 'Đã thực hiện.' },
    });
const amend =
  (year: number, over: { without?: number } = {}): Change =>
  ({ db, register }) =>
    amendPlan(db, register.head(WHEN), {
      planId: register.planId,
      termTo: `${year}-12-31`,
      reason,
      ...(over.without === undefined
        ? {}
        : {
            ruleUnits: [
              {
                ruleId: register.ruleId,
                unitIds: register.units.filter((_, position) => position !== over.without),
              },
            ],
          }),
    });
const suspend: Change = ({ db, register }) =>
  suspendPlan(db, register.officer(WHEN), { planId: register.planId, reason });
const resume: Change = ({ db, register }) =>
  resumePlan(db, register.officer(WHEN), { planId: register.planId, reason });
const exempt =
  (unit: number): Change =>
  ({ db, register }) =>
    exemptObligation(db, register.officer(WHEN), { obligationId: at(register.obligations, unit), reason });
const restore =
  (unit: number): Change =>
  ({ db, register }) =>
    restoreObligation(db, register.officer(WHEN), { obligationId: at(register.obligations, unit), reason });
const merge =
  (from: number, into: number): Change =>
  ({ db, register }) =>
    mergeUnits(db, register.officer(WHEN), {
      fromUnitId: at(register.units, from),
      intoUnitId: at(register.units, into),
      on: WHEN,
      reason,
    });
const undo =
  (unit: number): Change =>
  ({ db, register }) =>
    restoreUnit(db, register.officer(WHEN), { unitId: at(register.units, unit), reason });
const extend =
  (unit: number): Change =>
  ({ db, register }) =>
    decideExtension(db, register.head(WHEN), {
      obligationId: at(register.obligations, unit),
      grant: true,
      newDate: '2026-07-01',
      reason,
    });
const rest: Change = ({ db, register }) =>
  applyCalendar(db, register.officer(WHEN), {
    change: { set: [{ date: '2026-06-17', kind: 'NGHI', name: 'Nghỉ bão', source: 'CĐ 05/CĐ-UBND' }] },
    reason,
  });
const hand =
  (unit: number): Change =>
  ({ db, register }) =>
    applyDeadlineChange(db, register.officer(WHEN), {
      change: { kind: 'obligations', obligationIds: [at(register.obligations, unit)], date: '2026-06-24' },
      reason,
    });

const rowsOf = ({ db }: House) =>
  db.obligation.findMany({
    include: { period: true, unit: true, namedUnit: true, submissions: true },
    orderBy: [{ period: { code: 'asc' } }, { unit: { name: 'asc' } }],
  });

/**
 * Everything people and workflows go by, under names that do not change from database to database. A report that was
 * cancelled is history: whether a merger found one to cancel or came before it was made is told by the journal.
 */
async function shown(built: House) {
  const rows = (await rowsOf(built)).filter(({ state }) => state !== 'cancelled');
  return rows.map((row) => ({
    report: `${row.period.code} ${row.unit.name}${row.namedUnit ? ` (${row.namedUnit.name})` : ''}`,
    state: row.state,
    // what is no longer owed keeps the date it had when it was settled (B9)
    dates: isOwed(row.state) ? [row.dueAt, row.originalDueAt, row.overdueFrom] : null,
    timeliness: row.timeliness,
    period: { dueAt: row.period.dueAt, opensAt: row.period.opensAt, locksAt: row.period.locksAt },
    versions: row.submissions.length,
  }));
}

it('B9 B13 B27 B30 B51 B57 B94 changes that do not depend on one another end in the same register in any order', async () => {
  const changes: Record<string, Change> = {
    'unit 1 reports': submit(0),
    'unit 2 gets more time': extend(1),
    'a date of its own for unit 3': hand(2),
    'unit 4 is exempt': exempt(3),
    // into one that has not reported: whether a report already there covers both is the office's to say (B94)
    'unit 5 goes into unit 2': merge(4, 1),
    'a rest day before the deadline': rest,
    'the plan runs a year longer': amend(2027),
    'suspended and resumed': async (built) => {
      const suspended = await suspend(built);
      return suspended.ok ? resume(built) : suspended;
    },
  };
  const names = Object.keys(changes);
  const orders = [
    names,
    names.toReversed(),
    ...fc.sample(fc.shuffledSubarray(names, { minLength: names.length }), { seed: 5, numRuns: 3 }),
  ];
  const registers = [];
  for (const order of orders) {
    const built = await house(5);
    for (const name of order) {
      const done = await changes[name]?.(built);
      expect(done, `${name} in ${order.join(', ')}`).toMatchObject({ ok: true });
    }
    registers.push(await shown(built));
  }
  for (const [position, register] of registers.entries()) {
    expect(register, orders[position]?.join(', ')).toEqual(registers[0]);
  }
  expect(registers[0]?.length).toBeGreaterThan(10);
});

it('B28 B30 B57 B94 B97 no report is lost or doubled by any sequence of amending, suspending, merging, undoing, exempting and restoring', async () => {
  const unit = fc.nat(4);
  const step: fc.Arbitrary<[string, Change]> = fc.oneof(
    fc
      .record({ year: fc.integer({ min: 2026, max: 2028 }), without: fc.option(unit, { nil: undefined }) })
      .map(({ year, without }): [string, Change] => [
        `amend ${year} ${without}`,
        amend(year, without === undefined ? {} : { without }),
      ]),
    fc.constantFrom<[string, Change]>(['suspend', suspend], ['resume', resume]),
    fc
      .tuple(unit, unit)
      .map(([from, into]): [string, Change] => [`merge ${from} ${into}`, merge(from, into)]),
    unit.map((one): [string, Change] => [`undo the merger of ${one}`, undo(one)]),
    unit.map((one): [string, Change] => [`exempt ${one}`, exempt(one)]),
    unit.map((one): [string, Change] => [`restore ${one}`, restore(one)]),
    unit.map((one): [string, Change] => [`submit ${one}`, submit(one)]),
  );
  let done = 0;
  const sequence = fc.array(step, { minLength: 12, maxLength: 20 });
  for (const steps of fc.sample(sequence, { seed: 5, numRuns: 4 })) {
    const built = await house(5);
    let before = await rowsOf(built);
    for (const [name, change] of steps) {
      // A step that the state of the plan does not allow is refused, and must then change nothing.
      const { ok } = await change(built);
      done += ok ? 1 : 0;
      const now = await rowsOf(built);
      const byId = new Map(now.map((row) => [row.id, row]));
      for (const row of before) {
        const after = byId.get(row.id);
        expect(after, `${row.period.code} of ${row.unit.name} after ${name}`).toBeDefined();
        expect(after?.submissions.length).toBeGreaterThanOrEqual(row.submissions.length);
        if (!ok) expect(after?.state).toBe(row.state);
      }
      const owed = now.filter(({ state }) => state !== 'cancelled');
      const slots = owed.map(({ periodId, unitId }) => `${periodId}/${unitId}`);
      expect(new Set(slots).size, `doubled after ${name}`).toBe(slots.length);
      // A unit that is no more owes nothing; what it owed is with the one it went into, or waits for the office where
      // that one had already answered for the period (B94).
      const settled = new Set(
        now.flatMap((row) => (isOwed(row.state) ? [] : [`${row.periodId}/${row.unitId}`])),
      );
      const gone = owed.filter(
        (row) =>
          row.unit.effectiveTo &&
          isOwed(row.state) &&
          !settled.has(`${row.periodId}/${row.unit.successorId}`),
      );
      expect(
        gone.map((row) => `${row.period.code} ${row.unit.name}`),
        name,
      ).toEqual([]);
      before = now;
    }
    const asked = await built.db.ruleUnit.findMany({ where: { ruleId: built.register.ruleId } });
    const living = new Set(
      before.filter(({ state }) => state !== 'cancelled').map((row) => `${row.periodId}/${row.unitId}`),
    );
    const running = await built.db.reportingPeriod.findMany({
      where: { state: { in: ['planned', 'open'] } },
    });
    const units = new Map((await built.db.unit.findMany()).map((row) => [row.id, row]));
    const heirOf = (unitId: string): string => {
      const successor = units.get(unitId)?.successorId;
      return successor ? heirOf(successor) : unitId;
    };
    const answered = (periodId: string, unitId: string): boolean =>
      living.has(`${periodId}/${heirOf(unitId)}`) ||
      before.some(
        (row) => row.periodId === periodId && row.namedUnitId === unitId && row.state !== 'cancelled',
      );
    const lost = running.flatMap(({ id, code }) =>
      asked.filter(({ unitId }) => !answered(id, unitId)).map(({ unitId }) => `${code} ${unitId}`),
    );
    expect(lost).toEqual([]);
  }
  // The property would be empty if everything were refused.
  expect(done).toBeGreaterThan(25);
});
