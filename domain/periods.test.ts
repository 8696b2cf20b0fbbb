import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PeriodsInput, periodsOf, planTerm, reportingTerm } from './periods';
import { period, periods } from './testing.fixture';
import { addDays, dayNumber, fromDayNumber } from './time';

const span = ({ dataFrom, dataTo }: { dataFrom: string; dataTo: string }) => [dataFrom, dataTo];

describe('cut-offs of the decree', () => {
  it('B1 runs the first half of 2026 from 15/12/2025 to 14/6/2026 and the second from 15/6', () => {
    expect(span(period('2026-H1'))).toEqual(['2025-12-15', '2026-06-14']);
    expect(span(period('2026-H2'))).toEqual(['2026-06-15', '2026-12-14']);
    expect(period('2026-H1').label).toBe('6 tháng đầu năm 2026');
  });

  it('B2 runs the year 2026 from 15/12/2025 to 14/12/2026', () => {
    expect(span(period('2026-Y', { cycle: 'hang_nam' }))).toEqual(['2025-12-15', '2026-12-14']);
  });

  it.each([
    ['2026-Q1', 'quy', '2025-12-15', '2026-03-14'],
    ['2026-Q2', 'quy', '2026-03-15', '2026-06-14'],
    ['2026-Q3', 'quy', '2026-06-15', '2026-09-14'],
    ['2026-Q4', 'quy', '2026-09-15', '2026-12-14'],
    ['2026-M01', 'thang', '2025-12-15', '2026-01-14'],
    ['2026-M03', 'thang', '2026-02-15', '2026-03-14'],
    ['2026-9M', '9_thang', '2025-12-15', '2026-09-14'],
  ] as const)('gives %s its span', (code, cycle, from, to) => {
    expect(span(period(code, { cycle }))).toEqual([from, to]);
  });

  it('uses calendar periods under DUONG_LICH and an office’s own day under TUY_CHINH', () => {
    expect(span(period('2026-H1', { preset: 'DUONG_LICH' }))).toEqual(['2026-01-01', '2026-06-30']);
    const custom = { cutoffDay: 25 };
    expect(span(period('2026-H1', { preset: 'TUY_CHINH', custom }))).toEqual(['2025-12-26', '2026-06-25']);
  });

  it('takes an office’s own closings, such as 25/5 and 10/11', () => {
    const custom = {
      closings: [
        { suffix: 'H1', day: 25, month: 5 },
        { suffix: 'H2', day: 10, month: 11 },
      ],
    };
    const made = periods({ preset: 'TUY_CHINH', custom, termFrom: '2026-01-01', termTo: '2026-12-31' });
    expect(made.map(span)).toEqual([
      ['2025-11-11', '2026-05-25'],
      ['2026-05-26', '2026-11-10'],
    ]);
  });

  it('B11 closes months from the anchor: 31/1, 28/2, 31/3, 30/4', () => {
    const custom = { cutoffDay: 31 };
    const made = periods({ cycle: 'thang', preset: 'TUY_CHINH', custom, termTo: '2026-12-31' });
    expect(made.slice(0, 4).map(({ dataTo }) => dataTo)).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
    ]);
  });
});

describe('terms inside a period', () => {
  it('B3 makes a plan signed on 31/3 report 31/3–14/6, labelled as a partial period', () => {
    const term = planTerm({ startYear: 2026, endYear: 2030, signedOn: '2026-03-31' });
    const first = periods(term)[0];
    expect(first).toMatchObject({
      code: '2026-H1',
      dataFrom: '2026-03-31',
      dataTo: '2026-06-14',
      partial: true,
    });
    expect(first?.label).toBe('Kỳ đầu năm 2026 (không đủ 6 tháng, từ 31/3/2026 đến 14/6/2026)');
    expect(periods(term)[1]).toMatchObject({ code: '2026-H2', partial: false });
  });

  it('B4 makes no report for a period that closed before the term began', () => {
    const made = periods({ termFrom: '2026-06-15' });
    expect(made[0]).toMatchObject({ code: '2026-H2', dataFrom: '2026-06-15', partial: false });
    expect(periods({ termFrom: '2026-06-14' })[0]).toMatchObject({ code: '2026-H1', partial: true });
  });

  it('cuts the last period where the plan ends inside one', () => {
    const made = periods({ termTo: '2027-03-20' });
    expect(made.at(-1)).toMatchObject({ code: '2027-H1', dataTo: '2027-03-20', partial: true });
  });

  it('reads "2026–2030" as reporting years: no fortnight in December becomes a report of 2031', () => {
    const made = periods();
    expect(made).toHaveLength(10);
    expect(made.at(-1)).toMatchObject({ code: '2030-H2', dataTo: '2030-12-14', partial: false });
  });

  it('gives a plan of one year its two halves and its annual report', () => {
    const year = { termFrom: '2024-01-01', termTo: '2024-12-31' };
    expect(periods(year).map(({ code }) => code)).toEqual(['2024-H1', '2024-H2']);
    expect(periods({ ...year, cycle: 'hang_nam' }).map(({ code }) => code)).toEqual(['2024-Y']);
    expect(periods({ ...year, halves: 'first' }).map(({ code }) => code)).toEqual(['2024-H1']);
  });
});

describe('accumulation', () => {
  it('starts cumulative figures with the reporting year, or with the plan where that is later', () => {
    expect(period('2026-H2', { accumulation: 'LUY_KE' }).cumulativeFrom).toBe('2025-12-15');
    const late = { accumulation: 'LUY_KE', termFrom: '2026-03-31' } as const;
    expect(period('2026-H2', late).cumulativeFrom).toBe('2026-03-31');
    expect(period('2026-H2').cumulativeFrom).toBeNull();
  });
});

describe('reports that do not recur', () => {
  it('makes reviews at their milestones and one final review of the whole term', () => {
    const custom = { milestones: [{ code: 'SK-2027', label: 'Sơ kết 2026–2027', dataTo: '2027-12-31' }] };
    expect(periods({ cycle: 'so_ket', custom })).toMatchObject([{ code: 'SK-2027', dataFrom: '2026-01-01' }]);
    expect(periods({ cycle: 'tong_ket' })).toMatchObject([
      { code: 'TK-2030', label: 'Tổng kết giai đoạn 2026–2030', dataTo: '2030-12-31' },
    ]);
    expect(periods({ cycle: 'dot_xuat' })).toEqual([]);
  });
});

describe('input that makes no sense', () => {
  const base: PeriodsInput = {
    cycle: '6_thang',
    preset: 'TUY_CHINH',
    accumulation: 'THEO_KY',
    termFrom: '2026-01-01',
    termTo: '2026-12-31',
  };
  const closing = (suffix: string, day: number, month: number) => ({ suffix, day, month });
  it.each([
    ['TERM_REVERSED', { termTo: '2025-12-31' }, 'termTo'],
    ['TERM_TOO_LONG', { termTo: '2090-12-31' }, 'termTo'],
    ['CUTOFF_CUSTOM_MISSING', {}, 'custom.cutoffDay'],
    ['RULE_NUMBER_OUT_OF_RANGE', { custom: { cutoffDay: 32 } }, 'custom.cutoffDay'],
    ['DAY_NOT_IN_MONTH', { custom: { closings: [closing('H1', 31, 2)] } }, 'custom.closings.0.day'],
    ['DAY_NOT_IN_MONTH', { custom: { closings: [closing('H1', 0, 2)] } }, 'custom.closings.0.day'],
    ['DAY_NOT_IN_MONTH', { custom: { closings: [closing('H1', 1, 13)] } }, 'custom.closings.0.day'],
    ['DAY_NOT_IN_MONTH', { custom: { closings: [closing('H1', 1.5, 2)] } }, 'custom.closings.0.day'],
    [
      'CUTOFF_NOT_ASCENDING',
      { custom: { closings: [closing('H1', 10, 11), closing('H2', 25, 5)] } },
      'custom.closings.1',
    ],
    ['MILESTONE_MISSING', { cycle: 'so_ket' }, 'custom.milestones'],
    [
      'MILESTONE_OUTSIDE_TERM',
      { cycle: 'so_ket', custom: { milestones: [{ label: 'Sơ kết', dataTo: '2028-01-01' }] } },
      'custom.milestones.0.dataTo',
    ],
  ] as const)('is refused as %s', (code, over, field) => {
    const found = periodsOf({ ...base, ...(over as Partial<PeriodsInput>) });
    expect(found).toMatchObject({ ok: false, error: { code, field } });
    if (!found.ok) expect(found.error.wayOut).not.toBe('');
  });
});

describe('any series', () => {
  const series = fc.record({
    cycle: fc.constantFrom('thang' as const, 'quy' as const, '6_thang' as const, 'hang_nam' as const),
    preset: fc.constantFrom('ND09' as const, 'DUONG_LICH' as const, 'TUY_CHINH' as const),
    cutoffDay: fc.integer({ min: 1, max: 31 }),
    from: fc.integer({ min: dayNumber('2024-01-01'), max: dayNumber('2028-12-31') }),
    days: fc.integer({ min: 0, max: 2500 }),
  });

  it('tiles the term without gap or overlap, with codes that do not repeat', () => {
    fc.assert(
      fc.property(series, ({ cycle, preset, cutoffDay, from, days }) => {
        const termFrom = fromDayNumber(from);
        const custom = { cutoffDay };
        const input = { preset, custom, termFrom, termTo: fromDayNumber(from + days) };
        const made = periods({ cycle, accumulation: 'THEO_KY', ...input });
        const term = reportingTerm(input);
        expect(made[0]?.dataFrom).toBe(term.from);
        expect(made.at(-1)?.dataTo).toBe(term.to);
        for (const [position, { dataFrom, dataTo }] of made.entries()) {
          expect(dataFrom <= dataTo).toBe(true);
          const previous = made[position - 1];
          if (previous) expect(dataFrom).toBe(addDays(previous.dataTo, 1));
        }
        expect(new Set(made.map(({ code }) => code)).size).toBe(made.length);
      }),
      { seed: 5, numRuns: 400 },
    );
  });

  it('keeps the reporting term within the stated one, save a start on 1 January', () => {
    fc.assert(
      fc.property(series, ({ preset, cutoffDay, from, days }) => {
        const termFrom = fromDayNumber(from);
        const termTo = fromDayNumber(from + days);
        const term = reportingTerm({ preset, custom: { cutoffDay }, termFrom, termTo });
        expect(term.from <= term.to).toBe(true);
        expect(term.to <= termTo).toBe(true);
        if (!termFrom.endsWith('-01-01')) expect(term.from).toBe(termFrom);
      }),
      { seed: 5, numRuns: 400 },
    );
  });
});
