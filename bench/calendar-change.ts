/**
 * One changed calendar day over the register: 1,000 plans × 15 units × 5 years in PostgreSQL, the preview, and the change in
 * one transaction: `npm run bench -- calendar-change [plans]`. Aim: preview in 2 s. Beside it the plain way of doing it, every
 * report computed anew. Prints machine, versions, settings, raw numbers.
 */
import { randomUUID } from 'node:crypto';
import { cpus, loadavg, totalmem } from 'node:os';
import { SHIPPED_CALENDAR, SHIPPED_YEARS } from '../config/calendars';
import { DEFAULT_REMINDER_POLICY } from '../config/presets/reminders';
import { createCalendar, type WorkCalendar } from '../domain/calendar';
import { projectObligations, type ReportingRule } from '../domain/plan-projection';
import { deadlineOfRule, halfYearOf, timesUnder } from '../domain/projection';
import { isoInstant } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import { migrateDatabase } from '../scripts/migrate';
import { startPostgres } from '../scripts/servers/postgres';
import { applyCalendar, type CalendarChange, previewCalendar } from '../services/calendar-changes';
import { type Database, inTransaction, openDatabase, type Scope, type Tx } from '../services/context';
import { dateColumn, dateColumnOrNull, instantColumn } from '../services/dates';
import { periodOf } from '../services/period-moves';
import { toDomain } from '../services/projection';
import { seedRegister, vn } from '../services/register.fixture';

const PLANS = Number(process.argv[2] ?? 1000);
const UNITS = 15;
const YEARS = 5;
const PREVIEWS = 5;
/** The plain way takes minutes for all plans: it is measured on so many and the ratio is taken per report. */
const NAIVE_PLANS = 50;
/** Rows of one INSERT: PostgreSQL binds at most 65,535 values. */
const BATCH = 2000;
const FILL_TIMEOUT_MS = 600_000;

const seconds = async <T>(work: () => Promise<T>): Promise<[number, T]> => {
  const began = performance.now();
  const result = await work();
  return [(performance.now() - began) / 1000, result];
};
const shown = (value: number): string => value.toFixed(2);
const json = (value: unknown): Prisma.InputJsonValue => JSON.parse(JSON.stringify(value));

const CYCLES = [
  ['6_thang', 0],
  ['quy', 1],
  ['hang_nam', 5],
] as const;

/** Every plan owes half-years, quarters and years; the dates differ from plan to plan. */
const rulesOf = (plan: number, unitIds: string[]): ReportingRule[] =>
  CYCLES.map(([cycle, more]) => ({
    id: randomUUID(),
    name: cycle,
    cycle,
    accumulation: 'THEO_KY',
    custom: null,
    halves: 'first',
    unitIds,
    confirmed: true,
    deadlineSource: { kind: 'van_ban', text: 'KH 45/KH-UBND, mục V.3' },
    rollPolicy: plan % 3 === 0 ? 'LUI_TRUOC' : 'LUI_SAU',
    strictness: 'split',
    preset: plan % 2 === 0 ? 'ND09' : 'DUONG_LICH',
    deadlineRule: { kind: 'workingDaysAfterCutoff', n: 2 + (plan % 4) + more },
  }));

async function insert<T>(rows: T[], write: (batch: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) await write(rows.slice(at, at + BATCH));
}

/** Writes the plans straight into the tables: what is measured is the change, not the way here. */
async function fill(db: Database): Promise<{ scope: Scope; periods: number; obligations: number }> {
  const register = await seedRegister(db, { units: UNITS });
  const { organizationId, units: unitIds } = register;
  const createdAt = vn('2026-01-05');
  const { id: _id, policy: _policy, ...like } = await db.plan.findFirstOrThrow();
  const times = timesUnder(SHIPPED_CALENDAR);
  const plans: Prisma.PlanCreateManyInput[] = [];
  const rules: Prisma.ReportingRuleCreateManyInput[] = [];
  const ruleUnits: Prisma.RuleUnitCreateManyInput[] = [];
  const periods: Prisma.ReportingPeriodCreateManyInput[] = [];
  for (let index = 0; index < PLANS; index += 1) {
    const planId = randomUUID();
    const termFrom = `2026-${String(1 + (index % 9)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`;
    const termTo = `${2026 + YEARS - 1}-12-31`;
    const own = rulesOf(index, unitIds);
    const projection = projectObligations({
      plan: { id: planId, state: 'active', termFrom, termTo },
      ...{ rules: own, units: [], calendar: SHIPPED_CALENDAR, from: isoInstant(createdAt) },
    });
    const [fault] = projection.faults;
    if (fault) throw new Error(fault.error.message);
    plans.push({
      ...like,
      id: planId,
      title: `Kế hoạch ${index}`,
      contentSha256: randomUUID(),
      termFrom: dateColumn(termFrom),
      termTo: dateColumn(termTo),
      reading: {},
      corrections: [],
    });
    for (const [position, rule] of own.entries()) {
      const { id, name, cycle, preset, accumulation, deadlineRule, rollPolicy, strictness } = rule;
      rules.push({
        ...{ id, name, cycle, preset, accumulation, rollPolicy, position, organizationId, planId },
        strictness: strictness ?? 'strict',
        deadlineRule: json(deadlineRule),
        deadlineSource: { kind: 'passage', text: 'mục V.3' },
        confirmedByName: 'Văn phòng',
        confirmedAt: createdAt,
      });
      ruleUnits.push(...unitIds.map((unitId) => ({ organizationId, ruleId: id, unitId })));
    }
    for (const { ruleId, period, deadline } of projection.periods) {
      const { opensAt, locksAt } = times(deadline, DEFAULT_REMINDER_POLICY);
      const periodId = randomUUID();
      const stored = json(deadline);
      const dueAt = instantColumn(deadline.dueAt);
      periods.push({
        ...{ id: periodId, organizationId, planId, ruleId, dueAt, halfYear: halfYearOf(period) },
        code: period.code,
        label: period.label,
        cycle: period.cycle,
        dataFrom: dateColumn(period.dataFrom),
        dataTo: dateColumn(period.dataTo),
        cumulativeFrom: dateColumnOrNull(period.cumulativeFrom),
        partial: period.partial,
        opensAt: instantColumn(opensAt),
        locksAt: instantColumn(locksAt),
        deadline: stored,
        provisional: deadline.provisional,
      });
    }
  }
  await insert(plans, (data) => db.plan.createMany({ data }));
  await insert(rules, (data) => db.reportingRule.createMany({ data }));
  await insert(ruleUnits, (data) => db.ruleUnit.createMany({ data }));
  await insert(periods, (data) => db.reportingPeriod.createMany({ data }));
  const insertReports = async (tx: Tx): Promise<number> => {
    // The rows are right by construction; checking four foreign keys of each takes most of the filling.
    await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
    return tx.$executeRaw`
      INSERT INTO "Obligation" ("id", "organizationId", "planId", "periodId", "unitId", "dueAt", "overdueFrom", "deadline", "createdAt")
      SELECT gen_random_uuid(), p."organizationId", p."planId", p."id", u."unitId", p."dueAt",
        ((p."deadline" ->> 'overdueFrom') || 'T00:00:00+07:00')::timestamptz, p."deadline", ${createdAt}
      FROM "ReportingPeriod" p JOIN "RuleUnit" u ON u."ruleId" = p."ruleId"
      ON CONFLICT DO NOTHING`;
  };
  const obligations = await inTransaction(db, insertReports, { timeoutMs: FILL_TIMEOUT_MS });
  await db.$executeRaw`ANALYZE`;
  return { scope: register.head('2026-06-10'), periods: periods.length, obligations };
}

/** Every open report of some plans read, computed anew for itself and compared: what the preview would be without its care. */
async function naive(
  db: Database,
  scope: Scope,
  after: WorkCalendar,
): Promise<{ read: number; moved: number }> {
  const { organizationId } = scope;
  const plans = await db.plan.findMany({
    where: { organizationId },
    select: { id: true },
    take: NAIVE_PLANS,
  });
  const reports = await db.obligation.findMany({
    where: {
      organizationId,
      planId: { in: plans.map(({ id }) => id) },
      state: { in: ['expected', 'open'] },
    },
    include: { period: { include: { rule: true } }, unit: true, plan: { select: { title: true } } },
  });
  const moved = reports.filter(({ period, dueAt }) => {
    const computed = deadlineOfRule(toDomain(period.rule), periodOf(period, period.rule), after);
    return computed.ok && instantColumn(computed.deadline.dueAt).getTime() !== dueAt.getTime();
  });
  return { read: reports.length, moved: moved.length };
}

const change: CalendarChange = {
  set: [{ date: '2026-12-16', kind: 'NGHI', name: 'Nghỉ theo thông báo', source: 'TB 01/TB-UBND' }],
};

const server = await startPostgres({ purpose: 'bench', durable: false, fresh: true, whenBusy: 'next' });
try {
  const url = await server.ensureDatabase('bench');
  await migrateDatabase(url);
  const db = openDatabase(url, { poolSize: 5 });
  try {
    const [{ version = '' } = {}] = await db.$queryRaw<{ version?: string }[]>`SELECT version()`;
    const memory = Math.round(totalmem() / 2 ** 30);
    console.log(
      `${cpus()[0]?.model ?? 'unknown CPU'} × ${cpus().length}, ${memory} GiB, Node ${process.version}`,
    );
    console.log(version);
    console.log(`load before: ${loadavg().map(shown).join(' ')} (other work on the machine counts in)`);
    console.log(`${PLANS} plans × ${UNITS} units × ${YEARS} years; fsync off (bench cluster)`);
    const [filled, { scope, periods, obligations }] = await seconds(() => fill(db));
    console.log(`filled: ${periods} periods, ${obligations} obligations in ${shown(filled)} s`);
    let fingerprint = '';
    const times: number[] = [];
    for (let run = 1; run <= PREVIEWS; run += 1) {
      const before = process.cpuUsage();
      const [took, previewed] = await seconds(() => previewCalendar(db, scope, change));
      const { user, system } = process.cpuUsage(before);
      if (!previewed.ok) throw new Error(previewed.error.message);
      fingerprint = previewed.preview.fingerprint;
      times.push(took);
      const { moves, kept } = previewed.preview;
      console.log(
        `preview ${run}: ${moves.length} move, ${kept.length} kept, ${shown(took)} s (${shown((user + system) / 1e6)} s of it computing here)`,
      );
    }
    const ours = Math.min(...times);
    const added = (change.set ?? []).map((day) => ({ ...day, publishedOn: null }));
    const local = {
      year: 2026,
      status: 'provisional',
      source: 'bench',
      entries: added,
      scope: 'dia_phuong',
    } as const;
    const [plain, { read, moved }] = await seconds(() =>
      naive(db, scope, createCalendar([...SHIPPED_YEARS, local])),
    );
    const ratio = plain / read / (ours / obligations);
    console.log(`plain way: ${read} reports of ${NAIVE_PLANS} plans, ${moved} move, ${shown(plain)} s`);
    console.log(`per report the preview takes 1/${ratio.toFixed(0)} of the plain way`);
    const reason = 'Đo thời gian';
    const [took, applied] = await seconds(() => applyCalendar(db, scope, { change, reason, fingerprint }));
    if (!applied.ok) throw new Error(applied.error.message);
    console.log(`applied in one transaction: ${applied.moved} moved, ${shown(took)} s`);
    console.log(`resident memory ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`);
  } finally {
    await db.$disconnect();
  }
} finally {
  await server.stop();
}
