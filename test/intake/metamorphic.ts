// Changes to a text that must not change what is read from it, or change it in a known way.
import type { PlanReading, Target } from '../../intake';
import { key } from '../../intake/text/fold';

/** What has to stay the same: every fact, without ids, lines and confidences. */
export interface Facts {
  document: Record<string, unknown>;
  targets: unknown[];
  units: string[];
  tasks: unknown[];
  reporting: unknown[];
  reviews: unknown[];
  recipients: string[];
  signer: string | null;
}

const dashes = (text: string | null): string | null =>
  text === null ? null : key(text).replace(/[“”"]/g, '');

export function targetFacts(target: Target): unknown[] {
  return [
    target.scope,
    target.kind,
    target.value,
    target.value_max,
    target.unit && dashes(target.unit),
    target.comparator,
    target.milestone_year,
    target.milestone_date,
    target.qualifier?.value ?? null,
  ];
}

export function factsOf(reading: PlanReading): Facts {
  const unit = (id: string): string => dashes(reading.units.find((one) => one.id === id)?.name ?? id) ?? '';
  const { document } = reading;
  return {
    document: {
      type: document.type,
      issuer: dashes(document.issuing_body.normalized),
      system: document.issuing_body.system,
      number: document.number.number,
      symbol: dashes(document.number.symbol),
      date: [document.date.day, document.date.month, document.date.year],
      title: dashes(document.title),
      period: [document.period.start_year, document.period.end_year, document.period.vision_year],
    },
    targets: reading.targets.map(targetFacts),
    units: reading.units.map((one) => dashes(one.name) ?? ''),
    tasks: reading.tasks.map((task) => [dashes(task.text), task.kind, task.lead_units.map(unit)]),
    reporting: reading.reporting.map((clause) => [
      clause.kind,
      clause.tier,
      clause.due,
      dashes(clause.from),
      dashes(clause.to),
      dashes(clause.via),
    ]),
    reviews: reading.reviews.map((review) => [review.kind, review.year, dashes(review.period)]),
    recipients: reading.recipients.map((recipient) => dashes(recipient.text) ?? ''),
    signer: dashes(reading.signer?.name ?? null),
  };
}

export const toNfd = (text: string): string => text.normalize('NFD');

export const doubleBlanks = (text: string): string => text.replace(/ /g, '  ');

/** Every dash becomes another kind; the rules under table heads and headings stay what they are. */
export const otherDashes = (text: string): string =>
  text
    .split('\n')
    .map((line) =>
      /^[|\s:=_-]{3,}$/.test(line) ? line : line.replace(/[-–]/g, (dash) => (dash === '-' ? '–' : '-')),
    )
    .join('\n');

/** Breaks long lines at word ends; lines that hold columns (wide gaps) are left as they are. */
export function rewrap(text: string, width: number): string {
  const out: string[] = [];
  for (const line of text.split('\n')) {
    // Columns, and names set in the middle or at the right, have their place on the line.
    if (line.length <= width || /\S\s{3,}\S|^\s{20,}\S/.test(line)) {
      out.push(line);
      continue;
    }
    let rest = line;
    while (rest.length > width) {
      const at = rest.lastIndexOf(' ', width);
      if (at <= 0) break;
      out.push(rest.slice(0, at));
      rest = rest.slice(at + 1);
    }
    out.push(rest);
  }
  return out.join('\n');
}

/** A running head after every `every` lines. */
export function runningHead(text: string, head: (page: number) => string, every = 40): string {
  const out: string[] = [];
  text.split('\n').forEach((line, i) => {
    out.push(line);
    if ((i + 1) % every === 0) out.push(head((i + 1) / every + 1));
  });
  return out.join('\n');
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI'];

/** "II." becomes "III.", "3." becomes "4.": printed numbers are evidence, not truth. */
export const shiftSections = (text: string): string =>
  text
    .split('\n')
    .map((line) =>
      line
        .replace(
          /^(\s*(?:\*\*)?)([IVX]{1,4})(\s*[.-]\s)/,
          (whole, lead: string, roman: string, tail: string) => {
            const at = ROMAN.indexOf(roman);
            return at < 0 || at + 1 >= ROMAN.length ? whole : `${lead}${ROMAN[at + 1]}${tail}`;
          },
        )
        .replace(
          /^(\s*(?:\*\*)?)(\d)(\.\s)/,
          (_, lead: string, digit: string, tail: string) => `${lead}${Number(digit) + 1}${tail}`,
        ),
    )
    .join('\n');

/** Whole percentages below 90 go up by two; returns the text and the same change for a value. */
export const raisePercents = (text: string): string =>
  text.replace(/(?<![\d,.#])(\d{1,2})(?=\s?%)/g, (digits) =>
    Number(digits) < 90 ? String(Number(digits) + 2).padStart(digits.length, '0') : digits,
  );
export const raisedPercent = (value: number): number =>
  Number.isInteger(value) && value < 90 ? value + 2 : value;

/** Days in "trước ngày d/m" go up by one. */
export const laterDays = (text: string): string =>
  text.replace(
    /((?:trước|và|chậm nhất) (?:ngày )?)(\d{1,2})(?=\/\d{1,2}(?!\d|\/))/g,
    (_, lead: string, day: string) => `${lead}${String(Number(day) + 1).padStart(2, '0')}`,
  );
