// Feeds damaged documents of every format to the intake and counts what happens; the bench runs it long, the suite short.

import { closeSandbox, DocumentError, readDocument, readPlanWithin } from '../../intake/formats';
import { deepHtml, headingsDocx, manyEntries, nestedTables, pdfBomb, zipBomb } from './build-hostile';
import { samples } from './fuzz-samples';
import { mutate, type Sample } from './mutate';
import { pick, seeded } from './seeded';

/** One input that stands out, with what it takes to run it again. */
export interface Find {
  input: number;
  sample: string;
  outcome: string;
  ms: number;
}

export interface FuzzReport {
  inputs: number;
  /** Format → outcome ("read" or the code of the refusal) → how many. */
  outcomes: Record<string, Record<string, number>>;
  /** Anything that is no `DocumentError`, or one that says the service itself failed. */
  crashes: (Find & { error: string })[];
  /** The slowest by the clock, pictures apart. */
  slowest: Find[];
  /** How many took longer than the limit by the clock. */
  slow: number;
  totalMs: number;
}

const encoder = new TextEncoder();
const PICTURES = new Set(['png', 'jpeg', 'scan-pdf']);
/** Recognition costs seconds an input: one in so many inputs is a picture. */
const PICTURE_EVERY = 1_000;
/** Reading an embedded font takes pdf.js many times as long as any other input here: one in so many. */
const EMBEDDED_EVERY = 25;
/** One in so many is a whole file made to hurt, damaged as well. */
const HOSTILE_EVERY = 500;
const SLOWEST = 12;

/** Built on demand: files that are hostile as they are. */
const HOSTILE: [string, Sample['kind'], () => Uint8Array][] = [
  ['zip bomb', 'binary', () => zipBomb(300)],
  ['zip bomb that lies', 'binary', () => zipBomb(300, true)],
  ['many entries', 'binary', () => manyEntries(5_000)],
  ['pdf bomb', 'binary', () => pdfBomb(600)],
  ['nested tables', 'binary', () => nestedTables(2_000)],
  ['ten thousand headings', 'binary', () => headingsDocx(10_000)],
  ['a line of 1 MB', 'text', () => encoder.encode('Phấn đấu đạt 85%; '.repeat(45_000))],
  ['deep html', 'binary', () => deepHtml(30_000, 'a ')],
];

export interface FuzzOptions {
  seed: number;
  /** Inputs `from` to `to`: each has its own generator, so that a run can be taken up where it was stopped. */
  from?: number;
  to: number;
  pictures?: boolean;
  /** Every kind of hostile file first, and damaged ones in between. */
  hostile?: boolean;
  slowMs?: number;
  onInput?: (report: FuzzReport) => void;
  stop?: () => boolean;
}

async function outcomeOf(bytes: Uint8Array): Promise<{ outcome: string; error?: string }> {
  try {
    await readPlanWithin(await readDocument(bytes));
    return { outcome: 'read' };
  } catch (error) {
    if (error instanceof DocumentError && error.code !== 'INTERNAL') return { outcome: error.code };
    return {
      outcome: 'crash',
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

function chooser(all: Sample[], hostile: boolean): (input: number, random: () => number) => Sample {
  const pictures = all.filter((sample) => PICTURES.has(sample.name));
  const embedded = all.filter((sample) => sample.name === 'pdf');
  const cheap = all.filter((sample) => !PICTURES.has(sample.name) && sample.name !== 'pdf');
  return (input, random) => {
    if (pictures.length > 0 && input % PICTURE_EVERY === PICTURE_EVERY - 1) return pick(random, pictures);
    if (hostile && input % HOSTILE_EVERY === HOSTILE_EVERY - 1) {
      const [name, kind, build] = pick(random, HOSTILE);
      return { name: `${name} (damaged)`, kind, bytes: build() };
    }
    return pick(random, input % EMBEDDED_EVERY === 0 ? embedded : cheap);
  };
}

export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { seed, from = 0, to, pictures = false, hostile = false, slowMs = 5_000 } = options;
  const all = await samples(pictures);
  const choose = chooser(all, hostile);
  const report: FuzzReport = { inputs: 0, outcomes: {}, crashes: [], slowest: [], slow: 0, totalMs: 0 };
  // The process starts with the first file; that is not the time of an input.
  await readDocument(encoder.encode('Kế hoạch'));
  const began = performance.now();

  const run = async (input: number, sample: string, bytes: Uint8Array): Promise<void> => {
    const start = performance.now();
    const { outcome, error } = await outcomeOf(bytes);
    const find: Find = { input, sample, outcome, ms: Math.round(performance.now() - start) };
    report.inputs++;
    const counts = report.outcomes[sample] ?? {};
    report.outcomes[sample] = counts;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    if (error !== undefined) report.crashes.push({ ...find, error });
    if (!PICTURES.has(sample)) {
      if (find.ms > slowMs) report.slow++;
      report.slowest = [...report.slowest, find].sort((a, b) => b.ms - a.ms).slice(0, SLOWEST);
    }
    report.totalMs = performance.now() - began;
    options.onInput?.(report);
  };
  if (hostile && from === 0) for (const [name, , build] of HOSTILE) await run(-1, name, build());
  for (let input = from; input < to && options.stop?.() !== true; input++) {
    const random = seeded(seed * 1_000_003 + input);
    const sample = choose(input, random);
    await run(input, sample.name, mutate(sample, all, random));
  }
  await closeSandbox();
  return report;
}

/** How many inputs ended so, over all formats. */
export function countOf(report: FuzzReport, matches: (outcome: string) => boolean): number {
  return Object.values(report.outcomes)
    .flatMap((counts) => Object.entries(counts))
    .reduce((sum, [outcome, count]) => sum + (matches(outcome) ? count : 0), 0);
}
