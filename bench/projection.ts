/**
 * The pure part of projecting 1,000 plans × 15 units × 5 years, and of previewing one changed calendar day over all of it:
 * `npx tsx bench/projection.ts [plans]`. Prints machine, settings and raw numbers.
 */
import { cpus, totalmem } from 'node:os';
import { SHIPPED_CALENDAR, SHIPPED_YEARS } from '../config/calendars';
import { type CalendarYear, createCalendar } from '../domain/calendar';
import { previewCalendarChange } from '../domain/calendar-shift';
import { type ProjectedPeriod, projectObligations, type ReportingRule } from '../domain/plan-projection';

const PLANS = Number(process.argv[2] ?? 1000);
const UNITS = 15;
const YEARS = 5;
const unitIds = Array.from({ length: UNITS }, (_, index) => `unit-${index}`);
const source = { kind: 'van_ban', text: 'KH 45/KH-UBND, mục V.3' } as const;

/** Every plan owes half-years, quarters and years; the dates differ from plan to plan. */
const rulesOf = (plan: number): ReportingRule[] => {
  const base = {
    accumulation: 'THEO_KY',
    custom: null,
    deadlineSource: source,
    rollPolicy: plan % 3 === 0 ? 'LUI_TRUOC' : 'LUI_SAU',
    strictness: 'split',
    unitIds,
    confirmed: true,
    preset: plan % 2 === 0 ? 'ND09' : 'DUONG_LICH',
  } as const;
  const n = 2 + (plan % 4);
  return [
    {
      ...base,
      id: `half-${plan}`,
      name: '6 tháng',
      cycle: '6_thang',
      deadlineRule: { kind: 'workingDaysAfterCutoff', n },
    },
    {
      ...base,
      id: `quarter-${plan}`,
      name: 'Quý',
      cycle: 'quy',
      deadlineRule: { kind: 'workingDaysAfterCutoff', n: n + 1 },
    },
    {
      ...base,
      id: `year-${plan}`,
      name: 'Năm',
      cycle: 'hang_nam',
      deadlineRule: { kind: 'workingDaysAfterCutoff', n: n + 5 },
    },
  ];
};

const plan = (index: number) => ({
  id: `plan-${index}`,
  state: 'active' as const,
  termFrom: `2026-${String(1 + (index % 9)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`,
  termTo: `${2026 + YEARS - 1}-12-31`,
});

const heapMb = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1_048_576;
};

function project(keep: boolean): {
  rows: number;
  seconds: number;
  peakMb: number;
  periods: Map<number, ProjectedPeriod[]>;
} {
  const periods = new Map<number, ProjectedPeriod[]>();
  const began = performance.now();
  let rows = 0;
  let peakMb = 0;
  for (let index = 0; index < PLANS; index += 1) {
    const projection = projectObligations({
      plan: plan(index),
      rules: rulesOf(index),
      units: [],
      calendar: SHIPPED_CALENDAR,
      from: '2026-01-05T08:00:00.000+07:00',
    });
    if (projection.faults.length > 0) throw new Error(projection.faults[0]?.error.message);
    rows += projection.rows.length;
    if (keep) periods.set(index, projection.periods);
    if (index % 100 === 0) peakMb = Math.max(peakMb, process.memoryUsage().heapUsed / 1_048_576);
  }
  return { rows, seconds: (performance.now() - began) / 1000, peakMb, periods };
}

/** 15 June 2028 becomes a day off: the half-year and quarter that closed on the 14th move. */
const changed: CalendarYear = {
  year: 2028,
  status: 'provisional',
  source: 'bench',
  entries: [{ date: '2028-06-15', kind: 'NGHI', name: 'bench', source: 'bench', publishedOn: null }],
};

const before = heapMb();
const cold = project(false);
const afterFirst = heapMb();
const warm = project(false);
const afterSecond = heapMb();
const kept = project(true);
const after = createCalendar([...SHIPPED_YEARS, changed]);
const dated = [...kept.periods].flatMap(([index, own]) => {
  const rules = new Map(rulesOf(index).map((rule) => [rule.id, rule]));
  return own.flatMap(({ ruleId, ...period }) => {
    const rule = rules.get(ruleId);
    return rule ? [{ ...period, rule }] : [];
  });
});
const began = performance.now();
const moves = previewCalendarChange({ periods: dated, before: SHIPPED_CALENDAR, after }).length;
const previewMs = performance.now() - began;

console.log(
  `machine   ${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 1_073_741_824)} GB, Node ${process.version}`,
);
console.log(`settings  ${PLANS} plans × ${UNITS} units × ${YEARS} years, rules: half-years, quarters, years`);
console.log(`rows      ${cold.rows} in ${kept.periods.size} plans, ${dated.length} periods`);
for (const [name, run] of Object.entries({ cold, warm })) {
  console.log(
    `project   ${name}: ${run.seconds.toFixed(2)} s, ${Math.round(run.rows / run.seconds)} rows/s, heap peak ${run.peakMb.toFixed(0)} MB`,
  );
}
console.log(
  `heap      before ${before.toFixed(1)} MB, after the first run ${afterFirst.toFixed(1)} MB, after the second ${afterSecond.toFixed(1)} MB`,
);
console.log(
  `preview   one changed day over ${dated.length} periods (${cold.rows} rows): ${previewMs.toFixed(0)} ms, ${moves} periods = ${moves * UNITS} rows move`,
);
