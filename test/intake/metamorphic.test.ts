// A text changed in ways that do not change its meaning reads the same; changed facts read accordingly changed.
import { describe, expect, it } from 'vitest';
import type { PlanReading } from '../../intake';
import {
  doubleBlanks,
  factsOf,
  laterDays,
  otherDashes,
  raisedPercent,
  raisePercents,
  rewrap,
  runningHead,
  shiftSections,
  toNfd,
} from './metamorphic';
import { allTexts, readText } from './plans';

const texts = allTexts();

const SAME: [string, (text: string) => string][] = [
  ['decomposed accents (NFD)', toNfd],
  ['doubled blanks', doubleBlanks],
  ['other dashes', otherDashes],
  ['lines re-wrapped at 60 columns', (text) => rewrap(text, 60)],
  ['lines re-wrapped at 90 columns', (text) => rewrap(text, 90)],
  ['a page number every 40 lines', (text) => runningHead(text, (page) => String(page))],
  ['"Trang n/9" every 40 lines', (text) => runningHead(text, (page) => `Trang ${page}/9`)],
  ['a gazette head every 40 lines', (text) => runningHead(text, () => 'CÔNG BÁO – Số 12')],
  [
    "the office's name and the plan every 40 lines",
    (text) => runningHead(text, () => 'UBND xã - Kế hoạch phát triển'),
  ],
  ['section numbers shifted by one', shiftSections],
];

describe.each(texts)('$name', ({ text }) => {
  const before = readText(text);
  const facts = factsOf(before);

  it.each(SAME)('reads the same with %s', (_, change) => {
    expect(factsOf(readText(change(text)))).toEqual(facts);
  });

  it('follows changed percentages', () => {
    const after = readText(raisePercents(text));
    const plain = (reading: PlanReading): [number | null, string][] =>
      reading.targets
        .filter(
          (target) =>
            target.scope === 'main' &&
            /(?<![\d,.])\d{1,2}\s?%/.test(target.text) &&
            target.comparator !== 'range' &&
            Number.isInteger(target.value),
        )
        .map((target) => [target.value, target.comparator ?? '']);
    expect(plain(after)).toEqual(
      plain(before).map(([value, comparator]) => [value === null ? null : raisedPercent(value), comparator]),
    );
  });

  it('follows changed deadlines', () => {
    const after = readText(laterDays(text));
    // Moving the 31st by a day leaves the calendar.
    if (/(?:trước|và) (?:ngày )?31\//.test(text)) return;
    expect(after.reporting.map((clause) => clause.kind)).toEqual(
      before.reporting.map((clause) => clause.kind),
    );
    before.reporting.forEach((clause, i) => {
      (clause.due ?? []).forEach((rule, k) => {
        const moved =
          typeof rule.month === 'number' &&
          rule.day !== null &&
          new RegExp(`(?:trước|và|chậm nhất) (?:ngày )?0?${rule.day}/0?${rule.month}(?!\\d|/)`).test(text);
        expect(after.reporting[i]?.due?.[k]).toEqual(moved ? { ...rule, day: (rule.day ?? 0) + 1 } : rule);
      });
    });
  });

  it('a line deleted removes only what stood on it', () => {
    const lines = text.split('\n');
    for (const task of before.tasks.filter((_, i) => i % 4 === 0)) {
      const [range, ...more] = task.lines;
      if (!range || more.length > 0 || range[0] !== range[1]) continue;
      const at = range[0];
      const on = (other: { lines: [number, number][] }): boolean =>
        other.lines.some(([from, to]) => from <= at && at <= to);
      if (before.tasks.filter(on).length !== 1 || /:\s*$/.test(lines[at - 1] ?? '')) continue;
      const after = readText(lines.map((line, i) => (i === at - 1 ? '' : line)).join('\n'));
      expect(after.tasks.map((one) => one.text)).toEqual(
        before.tasks.filter((one) => !on(one)).map((one) => one.text),
      );
      expect(after.targets.filter((one) => !on(one)).map((one) => [one.text, one.value])).toEqual(
        before.targets.filter((one) => !on(one)).map((one) => [one.text, one.value]),
      );
      expect(after.reporting.map((one) => [one.kind, one.due])).toEqual(
        before.reporting.filter((one) => !on(one)).map((one) => [one.kind, one.due]),
      );
      expect(after.document).toEqual(before.document);
    }
  });
});

describe('names', () => {
  const NAMES: [string, string][] = [
    ['Hà Đông', 'Tân Lập Thượng'],
    ['Kiến Thụy', 'Ea Hiao'],
    ['Chi Lăng Bắc', 'Sơn Kỳ'],
    ['Bảo Lộc Thượng', 'Mường Và'],
    ['Nậm Pung', 'Phú Mỹ'],
    ['Lam Sơn', 'Đông Triều'],
    ['Bến Ngự', 'An Khê'],
  ];

  it.each(NAMES)('%s may as well be called %s', (from, to) => {
    const capitals = (value: string): string => value.toUpperCase();
    for (const { text } of texts.filter((one) => one.text.normalize('NFC').includes(from))) {
      const swap = (value: string): string =>
        value.replaceAll(from, to).replaceAll(capitals(from), capitals(to));
      const clean = text.normalize('NFC');
      const fold = (value: unknown): string =>
        swap(JSON.stringify(value)).toLowerCase().replaceAll(from.toLowerCase(), to.toLowerCase());
      expect(fold(factsOf(readText(swap(clean))))).toBe(fold(factsOf(readText(clean))));
    }
  });
});
