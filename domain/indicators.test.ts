import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { target } from './compile.fixture';
import { formatNumber } from './format';
import {
  aggregate,
  carryForward,
  checkFigures,
  convertUnit,
  isMet,
  milestoneFor,
  needsExplanation,
  parseVietnameseNumber,
  percentOf,
  sameUnit,
  verdictOf,
  yearTotal,
} from './indicators';

const value = (v: number | null) => ({ value: v });

describe('totals over units', () => {
  it('B77 a blank is not zero: totals and means leave it out and count it as missing', () => {
    const parts = [value(10), value(null), value(20)];
    expect(aggregate(parts, 'sum', 'ha')).toMatchObject({ value: 30, counted: 2, missing: 1 });
    expect(aggregate(parts, 'mean', 'ha')).toMatchObject({ value: 15, counted: 2, missing: 1 });
    expect(aggregate([value(10), value(0), value(20)], 'mean', 'ha')).toMatchObject({
      value: 10,
      missing: 0,
    });
  });

  it('B77 nothing but blanks gives no value at all', () => {
    expect(aggregate([value(null), value(null)], 'sum', 'ha')).toMatchObject({ value: null, missing: 2 });
    expect(aggregate([], 'sum', 'ha').value).toBeNull();
  });

  it('adds decimals as people do', () => {
    expect(aggregate([value(0.1), value(0.2)], 'sum', 'ha').value).toBe(0.3);
  });

  it('B78 a ratio over units is Σ numerators / Σ denominators, not the mean of ratios', () => {
    const parts = [
      { value: 90, numerator: 9, denominator: 10 },
      { value: 10, numerator: 100, denominator: 1000 },
    ];
    expect(aggregate(parts, 'ratio', '%')).toMatchObject({
      value: 10.7920792079,
      numerator: 109,
      denominator: 1010,
    });
    expect(aggregate([{ value: null, numerator: 500, denominator: 4 }], 'ratio', 'triệu đồng/ha').value).toBe(
      125,
    );
  });

  it('B78 0/0 is "không phát sinh", not a number', () => {
    const nothing = aggregate([{ value: null, numerator: 0, denominator: 0 }], 'ratio', '%');
    expect(nothing).toMatchObject({ value: null, notArising: true });
  });

  it('B78 percentages of two units without their parts are not averaged', () => {
    expect(aggregate([value(50), value(70)], 'ratio', '%').value).toBeNull();
    expect(aggregate([value(50)], 'ratio', '%').value).toBe(50);
    const mixed = aggregate([{ value: null, numerator: 1, denominator: 4 }, value(70)], 'ratio', '%');
    expect(mixed).toMatchObject({ value: 25, counted: 1, missing: 1 });
  });
});

describe('over time', () => {
  it('B79 a cumulative value not reported carries the last one and says from where', () => {
    expect(carryForward([5, null, null, 9])).toEqual([
      { value: 5, from: 0 },
      { value: 5, from: 0 },
      { value: 5, from: 0 },
      { value: 9, from: 3 },
    ]);
    expect(carryForward([null, 3])).toEqual([null, { value: 3, from: 1 }]);
  });

  it('B80 the year is H1 + H2 for quantities of a period, H2 for cumulative ones, the last for ratios', () => {
    expect(yearTotal({ how: 'sum', h1: 40, h2: 60 })).toEqual({ value: 100, missing: [] });
    expect(yearTotal({ how: 'cumulative', h1: 40, h2: 60 })).toEqual({ value: 60, missing: [] });
    expect(yearTotal({ how: 'ratio', h1: 40, h2: 60 })).toEqual({ value: 60, missing: [] });
  });

  it('B80 a missing half is named, not taken for zero', () => {
    expect(yearTotal({ how: 'sum', h1: null, h2: 60 })).toEqual({ value: 60, missing: ['H1'] });
    expect(yearTotal({ how: 'sum', h1: null, h2: null }).value).toBeNull();
    expect(yearTotal({ how: 'ratio', h1: 40, h2: null })).toEqual({ value: 40, missing: ['H2'] });
  });
});

describe('against the target', () => {
  const m2026 = target('a', { value: 30, milestoneYear: 2026 });
  const m2028 = target('b', { value: 60, milestoneYear: 2028 });

  it('B81 2027 is compared with the milestone of 2026, labelled so, and no target is invented', () => {
    const found = milestoneFor([m2028, m2026], 2027);
    expect(found?.target.id).toBe('a');
    expect(found?.reached).toBe(true);
    expect(found?.note).toBe('mốc năm 2026 (mốc gần nhất đã đến)');
    expect(milestoneFor([m2026, m2028], 2028)).toMatchObject({ target: { id: 'b' }, note: null });
    expect(milestoneFor([m2026, m2028], 2025)).toMatchObject({ target: { id: 'a' }, reached: false });
    expect(milestoneFor([], 2025)).toBeNull();
  });

  it('B82 for a descending indicator below the target is success', () => {
    const poor = target('p', { comparator: '=', value: 1.5, unit: '%', direction: 'desc' });
    expect(verdictOf({ target: poor, actual: 1.2, due: true })).toBe('vuot');
    expect(verdictOf({ target: poor, actual: 1.5, due: true })).toBe('dat');
    expect(verdictOf({ target: poor, actual: 1.6, due: true })).toBe('chua_dat');
    expect(verdictOf({ target: { ...poor, direction: 'asc' }, actual: 1.6, due: true })).toBe('vuot');
  });

  it('B20 > and ≥ differ at the bound', () => {
    const at70 = { value: 70, valueMax: null, direction: 'asc' as const };
    expect(isMet({ ...at70, comparator: '>=' }, 70)).toBe(true);
    expect(isMet({ ...at70, comparator: '>' }, 70)).toBe(false);
    expect(isMet({ ...at70, comparator: '<' }, 70)).toBe(false);
    expect(isMet({ ...at70, comparator: '<=' }, 70)).toBe(true);
  });

  it('a range is met from its lower bound and exceeded above its upper one; "không có" means none', () => {
    const range = target('r', { comparator: 'range', value: 1, valueMax: 2 });
    const verdicts = [0, 1, 2, 3].map((actual) => verdictOf({ target: range, actual, due: true }));
    expect(verdicts).toEqual(['chua_dat', 'dat', 'dat', 'vuot']);
    const none = target('n', { comparator: '=', value: 0 });
    expect(verdictOf({ target: none, actual: 0, due: true })).toBe('dat');
    expect(verdictOf({ target: none, actual: 1, due: true })).toBe('chua_dat');
  });

  it('B77 no figure is "chưa có số liệu", and before the milestone an unmet target is not yet judged', () => {
    expect(verdictOf({ target: m2026, actual: null, due: true })).toBe('chua_co_so_lieu');
    expect(verdictOf({ target: m2026, actual: 10, due: false })).toBe('chua_den_ky');
    expect(verdictOf({ target: m2026, actual: 30, due: false })).toBe('dat');
  });

  it('B85 a target in words takes an assessment, never a percentage', () => {
    const words = target('w', { value: null, kind: 'qualitative', comparator: null, unit: null });
    expect(verdictOf({ target: words, actual: 80, due: true })).toBe('khong_danh_gia_so');
    const refused = checkFigures({
      targets: [words],
      figures: [{ targetId: 'w', value: 80 }],
      previous: new Map(),
    });
    expect(refused.map((issue) => issue.code)).toEqual(['NUMBER_FOR_WORDS']);
    const accepted = checkFigures({
      targets: [words],
      figures: [{ targetId: 'w', value: null, assessment: 'Duy trì tốt' }],
      previous: new Map(),
    });
    expect(accepted).toEqual([]);
  });

  it('percent of plan and of the same period: none without a base', () => {
    expect(percentOf(50, 200)).toBe(25);
    expect(percentOf(50, 0)).toBeNull();
    expect(percentOf(null, 5)).toBeNull();
    expect(percentOf(0, 5)).toBe(0);
  });
});

describe('what a person types', () => {
  it.each([
    ['6,0', 6],
    ['1.250,75', 1250.75],
    ['139.543', 139543],
    ['1 250', 1250],
    ['240,6', 240.6],
    ['3.516,242', 3516.242],
    ['-5', -5],
    ['−5,5', -5.5],
    ['0', 0],
    ['50,06%', 50.06],
  ])('B83 %s is read as %d without a doubt', (text, expected) => {
    expect(parseVietnameseNumber(text)).toMatchObject({ ok: true, value: expected, warning: null });
  });

  it('B83 "6,0" and "6.0" are not 60; the second is read with a warning', () => {
    const dotted = parseVietnameseNumber('6.0');
    expect(dotted).toMatchObject({ ok: true, value: 6 });
    expect(dotted.ok && dotted.warning).toContain('được hiểu là 6');
    expect(parseVietnameseNumber('0.125')).toMatchObject({ ok: true, value: 0.125 });
    expect(parseVietnameseNumber('1,250')).toMatchObject({ ok: true, value: 1.25 });
    const comma = parseVietnameseNumber('1,250');
    expect(comma.ok && comma.warning).toContain('viết 1.250');
  });

  it('B77 an empty field is blank, not zero', () => {
    expect(parseVietnameseNumber('  ')).toMatchObject({ ok: true, value: null });
  });

  it.each(['1,250.75', '1.25,5', '1,2,3', 'sáu', '12 ha', '1.2.3', ',5', '5,', '--5'])(
    'B83 %s is refused with the way out',
    (text) => {
      const parsed = parseVietnameseNumber(text);
      expect(parsed.ok).toBe(false);
      expect(!parsed.ok && parsed.message).toContain('1.250,75');
    },
  );

  it('B83 reads back whatever the formatter writes', () => {
    const numbers = fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 1000);
    fc.assert(
      fc.property(numbers, (n) => {
        const parsed = parseVietnameseNumber(formatNumber(n));
        expect(parsed.ok && parsed.value).toBe(n === 0 ? 0 : n);
      }),
      { seed: 20260614, numRuns: 300 },
    );
  });

  it('B83 a changed unit of measure is converted in the open or refused', () => {
    expect(convertUnit({ value: 1.5, from: 'ha', to: 'm²' })).toEqual({
      ok: true,
      value: 15000,
      note: 'quy đổi 1,5 ha = 15.000 m²',
    });
    expect(convertUnit({ value: 3516.242, from: 'triệu đồng', to: 'tỷ đồng' })).toMatchObject({
      value: 3.516242,
    });
    expect(convertUnit({ value: 0.2406, from: 'tỷ đồng/ha', to: 'triệu đồng/ha' })).toMatchObject({
      value: 240.6,
    });
    expect(convertUnit({ value: 5, from: 'Ha', to: 'hecta' })).toMatchObject({ value: 5, note: null });
    for (const [from, to] of [
      ['ha', 'triệu đồng'],
      ['%', 'ha'],
      ['triệu đồng/ha', 'triệu đồng/người'],
      ['hộ', 'người'],
    ] as const) {
      expect(convertUnit({ value: 1, from, to }).ok).toBe(false);
    }
    expect(sameUnit('m2', 'm²')).toBe(true);
    expect(sameUnit(null, 'ha')).toBe(false);
  });

  it('B84 over five times the period before asks for an explanation, which then lets it pass', () => {
    expect(needsExplanation(51, 10)).toBe(true);
    expect(needsExplanation(50, 10)).toBe(false);
    expect(needsExplanation(51, null)).toBe(false);
    const area = target('t', { indicator: 'Diện tích' });
    const previous = new Map([['t', 10]]);
    const bare = checkFigures({ targets: [area], figures: [{ targetId: 't', value: 60 }], previous });
    expect(bare.map((issue) => issue.code)).toEqual(['JUMP_UNEXPLAINED']);
    const explained = [{ targetId: 't', value: 60, note: 'Nhận thêm diện tích của thôn sáp nhập' }];
    expect(checkFigures({ targets: [area], figures: explained, previous })).toEqual([]);
  });

  it('B84 the jump is measured after conversion of the unit', () => {
    const area = target('t', { unit: 'ha' });
    const figures = [{ targetId: 't', value: 100000, unit: 'm2' }];
    expect(checkFigures({ targets: [area], figures, previous: new Map([['t', 9]]) })).toEqual([]);
    const wrong = checkFigures({
      targets: [area],
      figures: [{ targetId: 't', value: 1, unit: 'tấn' }],
      previous: new Map(),
    });
    expect(wrong.map((issue) => issue.code)).toEqual(['UNIT_REFUSED']);
  });

  it('B86 a part greater than its total is refused, an equal one is not', () => {
    const targets = [
      target('p', { indicator: 'Diện tích' }),
      target('c', { indicator: 'Hữu cơ', parentId: 'p' }),
    ];
    const check = (part: number) =>
      checkFigures({
        targets,
        figures: [
          { targetId: 'p', value: 80 },
          { targetId: 'c', value: part },
        ],
        previous: new Map(),
      });
    expect(check(80)).toEqual([]);
    expect(check(81).map((issue) => issue.code)).toEqual(['PART_OVER_TOTAL']);
    expect(check(81)[0]?.message).toContain('“Hữu cơ” (81 ha)');
  });

  it('B86 a percentage of the part itself is not measured against the total: 80% online, of these 100% digitised', () => {
    const check = (asked: number) =>
      checkFigures({
        targets: [
          target('p', { unit: '%', value: 80 }),
          target('c', { unit: '%', value: asked, parentId: 'p' }),
        ],
        figures: [
          { targetId: 'p', value: 60 },
          { targetId: 'c', value: 95 },
        ],
        previous: new Map(),
      }).map((issue) => issue.code);
    expect(check(100)).toEqual([]);
    // the plan counts both on one base
    expect(check(50)).toEqual(['PART_OVER_TOTAL']);
  });

  it('refuses a ratio over nothing and a figure that is not asked for', () => {
    const ratio = target('r', { unit: '%', aggregation: 'ratio' });
    const figures = [
      { targetId: 'r', value: null, numerator: 3, denominator: 0 },
      { targetId: 'x', value: 1 },
    ];
    const codes = checkFigures({ targets: [ratio], figures, previous: new Map() }).map((issue) => issue.code);
    expect(codes).toEqual(['RATIO_PARTS', 'UNKNOWN_TARGET']);
  });
});
