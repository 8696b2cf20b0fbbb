/** Generators for property tests: rules of every kind, calendars, and whole plans with their units. */
import fc from 'fast-check';
import { createCalendar, type WorkCalendar } from './calendar';
import type { DeadlineRule } from './deadlines';
import type { CustomCutoff } from './periods';
import type { ProjectionInput, ReportingRule, UnitFacts } from './plan-projection';
import { calendar as shipped, rule as someRule } from './testing.fixture';
import { dayNumber, fromDayNumber } from './time';

const days = (from: string, to: string) =>
  fc.integer({ min: dayNumber(from), max: dayNumber(to) }).map(fromDayNumber);
const bound = fc.constantFrom('before' as const, 'at_latest' as const);
const monthOrQuarter = fc.constantFrom('month' as const, 'quarter' as const);
const roll = fc.constantFrom('LUI_SAU' as const, 'LUI_TRUOC' as const, 'GIU_NGUYEN' as const);
const hour = fc.constantFrom<{ hour?: string }>({}, {}, {}, { hour: '16:00' }, { hour: '00:30' });

const afterCutoff = [
  fc.record({ kind: fc.constant('workingDaysAfterCutoff' as const), n: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant('calendarDaysAfterCutoff' as const), n: fc.integer({ min: 1, max: 45 }) }),
  fc.record({
    kind: fc.constant('dayOfEachMonth' as const),
    day: fc.integer({ min: 1, max: 31 }),
    of: fc.constantFrom(
      'month' as const,
      'next_month' as const,
      'last_month_of_quarter' as const,
      'first_month_of_next_quarter' as const,
    ),
    bound,
  }),
  fc.record({ kind: fc.constant('weekday' as const), weekday: fc.integer({ min: 1, max: 7 }) }),
  fc.record({ kind: fc.constant('endOfPeriod' as const), of: monthOrQuarter }),
  fc.record({ kind: fc.constant('lastWorkingDay' as const), of: monthOrQuarter }),
];

/** Rules that name a day for any period. */
export const rulesAfterCutoff = fc.oneof(...afterCutoff);

/** Days of the year late enough in their month to follow the usual cut-offs. */
const dayAndMonth = fc.record({
  day: fc.integer({ min: 16, max: 28 }),
  month: fc.integer({ min: 1, max: 12 }),
});
const SUFFIXES = ['H1', 'H2', 'Q1', 'Q2', 'Q3', 'Q4', 'Y', '9M'];
const dates = fc.tuple(...SUFFIXES.map((suffix) => dayAndMonth.map((date) => ({ suffix, ...date }))));

/** Every kind of rule there is; not each names a day for each period. */
export const rules: fc.Arbitrary<DeadlineRule> = fc
  .tuple(
    fc.oneof<fc.Arbitrary<DeadlineRule>[]>(
      ...afterCutoff,
      fc
        .record({ kind: fc.constant('fixedDay' as const), bound })
        .chain((fixed) => dayAndMonth.map((date) => ({ ...fixed, ...date }))),
      fc.record({ kind: fc.constant('fixedDayByPeriod' as const), dates, bound }),
      fc.record({
        kind: fc.constant('aggregatorMinus' as const),
        aggregator: rulesAfterCutoff,
        workingDays: fc.integer({ min: 1, max: 5 }),
      }),
      fc.record({ kind: fc.constant('absolute' as const), date: days('2026-01-01', '2032-12-31'), bound }),
    ),
    hour,
  )
  .map(([rule, at]) => (rule.kind === 'aggregatorMinus' ? rule : { ...rule, ...at }));

/** The shipped years with days of rest and made-up days strewn over them, weeks of rest included. */
export const calendars: fc.Arbitrary<WorkCalendar> = fc
  .array(
    fc.record({
      first: fc.integer({ min: dayNumber('2025-12-01'), max: dayNumber('2031-03-01') }),
      length: fc.integer({ min: 1, max: 12 }),
      kind: fc.constantFrom('NGHI' as const, 'LAM_BU' as const),
    }),
    { maxLength: 40 },
  )
  .map((spans) => {
    const entries = spans.flatMap(({ first, length, kind }) =>
      Array.from({ length }, (_, offset) => ({
        ...{ date: fromDayNumber(first + offset), kind },
        ...{ name: 'x', source: 'x', publishedOn: null },
      })),
    );
    const own = { year: 2026, status: 'provisional', source: 'x', entries, scope: 'dia_phuong' } as const;
    return createCalendar([...shipped.years, own]);
  });

const UNITS = ['a', 'b', 'c', 'd'];

/** An office's own cut-off with a milestone, so that it serves periodic and single reports alike. */
const custom: fc.Arbitrary<CustomCutoff> = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 1, max: 31 }).map((cutoffDay): CustomCutoff => ({ cutoffDay })),
      fc.constant<CustomCutoff>({
        closings: [
          { suffix: 'H1', day: 25, month: 5 },
          { suffix: 'H2', day: 10, month: 11 },
        ],
      }),
    ),
    days('2027-01-01', '2029-06-30'),
  )
  .map(([cutoff, dataTo]) => ({ ...cutoff, milestones: [{ label: 'Sơ kết', dataTo }] }));

const CYCLES = [
  'thang',
  'quy',
  '6_thang',
  '9_thang',
  'hang_nam',
  'toan_ky',
  'so_ket',
  'tong_ket',
  'mot_lan',
  'dot_xuat',
] as const;

const reportingRule: fc.Arbitrary<Omit<ReportingRule, 'id'>> = fc
  .record({
    cycle: fc.constantFrom(...CYCLES),
    preset: fc.constantFrom('ND09' as const, 'DUONG_LICH' as const, 'TUY_CHINH' as const),
    accumulation: fc.constantFrom('THEO_KY' as const, 'LUY_KE' as const),
    custom,
    deadlineRule: rules,
    rollPolicy: roll,
    strictness: fc.constantFrom('split' as const, 'strict' as const, 'tolerant' as const),
    processingWorkingDays: fc.constantFrom(0, 0, 1, 3),
    halves: fc.constantFrom('both' as const, 'first' as const),
    unitIds: fc.subarray(UNITS, { minLength: 1 }),
    confirmed: fc.boolean(),
  })
  .map((own) => someRule(own));

/** One unit founded in mid-term, one that goes into another. */
const units: fc.Arbitrary<UnitFacts[]> = fc
  .record({ founded: days('2026-01-01', '2030-12-31'), dissolved: days('2026-01-01', '2030-12-31') })
  .map(({ founded, dissolved }) =>
    UNITS.map((id) => ({
      ...{ id, name: id },
      validFrom: id === 'b' ? founded : null,
      validTo: id === 'c' ? dissolved : null,
      successorId: id === 'c' ? 'a' : null,
    })),
  );

/** A plan of two to five years with one to three rules, turned on at any minute of its first two years. */
export const plans: fc.Arbitrary<ProjectionInput> = fc
  .record({
    termFrom: days('2025-06-01', '2026-12-31'),
    termTo: days('2028-12-01', '2030-12-31'),
    rules: fc.array(reportingRule, { minLength: 1, maxLength: 3 }),
    units,
    calendar: calendars,
    day: days('2026-01-01', '2027-12-31'),
    minute: fc.integer({ min: 0, max: 1439 }),
  })
  .map(({ termFrom, termTo, day, minute, rules: own, ...rest }) => ({
    ...rest,
    plan: { id: 'p1', state: 'active', termFrom, termTo },
    rules: own.map((one, position) => ({ ...one, id: `r${position}`, name: `Báo cáo ${position}` })),
    from: `${day}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00.000+07:00`,
  }));
