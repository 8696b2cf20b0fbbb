// From a clause as read to a rule that stands as proposed: the office confirms it, and every date it gives is one the decree allows.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHIPPED_CALENDAR } from '../config/calendars';
import { computeDeadline } from './deadlines';
import { periodsOf } from './periods';
import { type ClauseRead, type DueRead, proposeRules, type RuleProposal } from './rule-proposals';
import { localDate } from './time';

const TERM = { termFrom: '2025-01-01', termTo: '2028-12-31' };

const clause = (kind: string, ...due: [rule: string, day: number, month: number | string][]): ClauseRead => ({
  id: `r-${kind}`,
  kind,
  text: `Báo cáo ${kind}`,
  to: null,
  content: null,
  deadlineText: due.length > 0 ? 'như văn bản' : null,
  due: due.map(([rule, day, month]): DueRead => ({ rule, day, month })),
  lines: [[1, 1]],
});

/** What the proposals give as they stand: report by report its data and its day, or why it was refused. */
function datesOf(proposals: readonly RuleProposal[], year: number): Record<string, string> {
  const halves = proposals.some(({ cycle }) => cycle === 'hang_nam') ? 'first' : 'both';
  const found = proposals.flatMap(({ cycle, preset, accumulation, custom, deadlineRule }) => {
    const made = periodsOf({ cycle, preset, accumulation, ...TERM, ...(custom ? { custom } : {}), halves });
    if (!made.ok) return [[cycle, made.error.code]];
    return made.periods
      .filter((period) => period.year === year)
      .map((period) => {
        const result = computeDeadline({
          rule: deadlineRule,
          ruleSource: { kind: 'van_ban', text: 'KH 27/KH-UBND' },
          period,
          calendar: SHIPPED_CALENDAR,
          rollPolicy: 'LUI_SAU',
        });
        const { dataFrom, dataTo, label, code } = period;
        const day = result.ok ? localDate(result.deadline.dueAt) : result.error.code;
        return [code, `${label}: ${dataFrom} → ${dataTo}, ${day}`];
      });
  });
  return Object.fromEntries(found);
}

describe('rules proposed from what a document says', () => {
  it('B14 "6 tháng trước 15/6, năm trước 15/12": each closes with the month before, and the year takes the second half', () => {
    const proposals = proposeRules([
      clause('6_thang', ['before', 15, 6]),
      clause('hang_nam', ['before', 15, 12]),
    ]);
    expect(datesOf(proposals, 2026)).toEqual({
      '2026-H1': '6 tháng đầu năm 2026: 2025-12-01 → 2026-05-31, 2026-06-15',
      '2026-Y': 'Năm 2026: 2025-12-01 → 2026-11-30, 2026-12-15',
    });
  });

  it('"6 tháng trước 15/6, năm trước 20/12": the half begins where the decree’s year does', () => {
    const proposals = proposeRules([
      clause('6_thang', ['before', 15, 6]),
      clause('hang_nam', ['before', 20, 12]),
    ]);
    expect(datesOf(proposals, 2026)).toEqual({
      '2026-H1': '6 tháng đầu năm 2026: 2025-12-15 → 2026-05-31, 2026-06-15',
      '2026-Y': 'Năm 2026: 2025-12-15 → 2026-12-14, 2026-12-21',
    });
  });

  it('"trước ngày 01/6 và 15/11": both halves of one clause', () => {
    expect(datesOf(proposeRules([clause('6_thang', ['before', 1, 6], ['before', 15, 11])]), 2026)).toEqual({
      '2026-H1': '6 tháng đầu năm 2026: 2025-11-01 → 2026-05-20, 2026-06-01',
      '2026-H2': '6 tháng cuối năm 2026: 2026-05-21 → 2026-10-31, 2026-11-16',
    });
  });

  it('"trước ngày 25/5 và 25/11": due before the decree closes the data', () => {
    expect(datesOf(proposeRules([clause('6_thang', ['before', 25, 5], ['before', 25, 11])]), 2026)).toEqual({
      '2026-H1': '6 tháng đầu năm 2026: 2025-11-01 → 2026-04-30, 2026-05-25',
      '2026-H2': '6 tháng cuối năm 2026: 2026-05-01 → 2026-10-31, 2026-11-25',
    });
  });

  it('"trước 10/7 và 10/01 năm sau": January answers for the year that is over', () => {
    expect(datesOf(proposeRules([clause('6_thang', ['before', 10, 7], ['before', 10, 1])]), 2026)).toEqual({
      '2026-H1': '6 tháng đầu năm 2026: 2025-12-15 → 2026-06-14, 2026-07-10',
      '2026-H2': '6 tháng cuối năm 2026: 2026-06-15 → 2026-12-14, 2027-01-11',
    });
    expect(
      Object.keys(
        datesOf(
          proposeRules([
            clause('quy', ...[4, 7, 10, 1].map((m): ['before', 10, number] => ['before', 10, m])),
          ]),
          2026,
        ),
      ),
    ).toEqual(['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4']);
  });

  it('"trước ngày 10 của tháng cuối quý": the quarter closes with the month before', () => {
    expect(datesOf(proposeRules([clause('quy', ['before', 10, 'last_month_of_quarter'])]), 2026)).toEqual({
      '2026-Q1': 'Quý I/2026: 2025-12-01 → 2026-02-28, 2026-03-10',
      '2026-Q2': 'Quý II/2026: 2026-03-01 → 2026-05-31, 2026-06-10',
      '2026-Q3': 'Quý III/2026: 2026-06-01 → 2026-08-31, 2026-09-10',
      '2026-Q4': 'Quý IV/2026: 2026-09-01 → 2026-11-30, 2026-12-10',
    });
  });

  it('"trước ngày 10 hằng tháng" asks for the month that is over, "trước ngày 20 hằng tháng" for this one', () => {
    const early = datesOf(proposeRules([clause('thang', ['before', 10, 'every'])]), 2026);
    expect(early['2026-M03']).toBe('Tháng 3/2026: 2026-03-01 → 2026-03-31, 2026-04-10');
    const late = datesOf(proposeRules([clause('thang', ['before', 20, 'every'])]), 2026);
    expect(late['2026-M03']).toBe('Tháng 3/2026: 2026-02-15 → 2026-03-14, 2026-03-20');
  });

  it('nine months before 10/9 close with August and begin with the year', () => {
    expect(datesOf(proposeRules([clause('9_thang', ['before', 10, 9])]), 2026)).toEqual({
      '2026-9M': '9 tháng đầu năm 2026: 2025-12-01 → 2026-08-31, 2026-09-10',
    });
  });

  it('"trước ngày 20 của tháng cuối kỳ báo cáo": June and December of the half-years, December of the year', () => {
    const both = proposeRules([clause('6_thang', ['before', 20, 'last_month_of_period'])]);
    expect(datesOf(both, 2026)).toEqual({
      '2026-H1': '6 tháng đầu năm 2026: 2025-12-15 → 2026-06-14, 2026-06-22',
      '2026-H2': '6 tháng cuối năm 2026: 2026-06-15 → 2026-12-14, 2026-12-21',
    });
    const year = proposeRules([clause('hang_nam', ['before', 10, 'last_month_of_period'])]);
    expect(datesOf(year, 2026)).toEqual({ '2026-Y': 'Năm 2026: 2025-12-01 → 2026-11-30, 2026-12-10' });
  });

  it('takes the units’ day where the collector has a later one of its own', () => {
    const collector = { ...clause('6_thang', ['before', 20, 6], ['before', 20, 12]), id: 'collector' };
    const units = { ...clause('6_thang', ['before', 16, 6], ['before', 16, 12]), id: 'units' };
    expect(proposeRules([collector, units])).toMatchObject([{ clauseId: 'units' }]);
    const quarterly = (id: string, day: number) => ({
      ...clause('quy', ['before', day, 'last_month_of_quarter']),
      id,
    });
    expect(proposeRules([quarterly('units', 15), quarterly('collector', 20)])).toMatchObject([
      { clauseId: 'units' },
    ]);
    expect(proposeRules([clause('6_thang'), units])).toMatchObject([{ clauseId: 'units' }]);
  });

  it('proposes the half-year where the document names no cycle, and says that it does', () => {
    expect(proposeRules([])).toMatchObject([{ cycle: '6_thang', cycleProposed: true }]);
    expect(proposeRules([clause('dinh_ky')])).toMatchObject([{ clauseId: 'r-dinh_ky', cycleProposed: true }]);
  });

  it('proposes once what is owed by a day printed with its year', () => {
    const once = (kind: string, ...days: [day: number, month: number, year?: number][]): ClauseRead => ({
      ...clause(kind),
      due: days.map(([day, month, year]): DueRead => ({ rule: 'before', day, month, year })),
    });
    const proposals = proposeRules([
      once('mot_lan', [31, 1, 2026]),
      once('so_ket_tong_ket', [20, 1, 2027], [15, 1, 2029]),
      // no year, no such day
      once('mot_lan', [30, 4], [31, 2, 2026]),
      once('mot_lan', [15, 12, 2024]),
    ]);
    expect(proposals.map(({ cycle }) => cycle)).toEqual(['6_thang', ...Array(4).fill('mot_lan')]);
    const dates = [2024, 2026, 2027, 2029].map((year) => datesOf(proposals.slice(1), year));
    expect(Object.assign({}, ...dates)).toEqual({
      'ML-2026-01-30': 'Kỳ đến ngày 31/01/2026: 2025-01-01 → 2026-01-30, 2026-02-02',
      'ML-2027-01-19': 'Sơ kết, tổng kết đến ngày 20/01/2027: 2025-01-01 → 2027-01-19, 2027-01-20',
      // after the years of the plan and before them
      'ML-2029-01-14': 'Sơ kết, tổng kết đến ngày 15/01/2029: 2025-01-01 → 2029-01-14, 2029-01-15',
      'ML-2024-12-14': 'Kỳ đến ngày 15/12/2024: 2024-12-14 → 2024-12-14, 2024-12-16',
    });
  });

  it('gives for any printed day a report and a day that the decree allows', () => {
    const bound = fc.constantFrom('before', 'at_latest');
    const day = fc.integer({ min: 1, max: 28 });
    const halves = fc.tuple(fc.integer({ min: 5, max: 9 }), fc.constantFrom(11, 12, 1));
    fc.assert(
      fc.property(bound, day, day, halves, fc.boolean(), (rule, first, second, [h1, h2], apart) => {
        const proposals = apart
          ? proposeRules([clause('6_thang', [rule, first, h1]), clause('hang_nam', [rule, second, h2])])
          : proposeRules([clause('6_thang', [rule, first, h1], [rule, second, h2])]);
        for (const year of [2026, 2027]) {
          const dates = datesOf(proposals, year);
          expect(Object.keys(dates)).toEqual([`${year}-H1`, apart ? `${year}-Y` : `${year}-H2`]);
          for (const text of Object.values(dates)) expect(text).toMatch(/, \d{4}-\d\d-\d\d$/);
        }
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('gives for any day of the month or quarter a report and a day that the decree allows', () => {
    const month = fc.constantFrom(
      'every',
      'next_month',
      'last_month_of_quarter',
      'first_month_of_next_quarter',
    );
    fc.assert(
      fc.property(
        fc.constantFrom('before', 'at_latest'),
        fc.integer({ min: 1, max: 31 }),
        month,
        (rule, day, of) => {
          const cycle = of === 'every' || of === 'next_month' ? 'thang' : 'quy';
          for (const text of Object.values(datesOf(proposeRules([clause(cycle, [rule, day, of])]), 2026)))
            expect(text, `${rule} ${day} ${of}`).toMatch(/, \d{4}-\d\d-\d\d$/);
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });
});
