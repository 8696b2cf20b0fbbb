/**
 * How fast plan documents are read: `npx tsx bench/intake.ts [runs]`; prints machine, load, versions and raw numbers.
 * One plan from text, docx and PDF with text (bytes to reading), beside what mammoth and unpdf take for the bare text of the same
 * bytes in the same run; what the process around it adds; and the growth up to 300 pages.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { extractRawText } from 'mammoth';
import { extractText } from 'unpdf';
import { intake } from '../intake';
import { closeSandbox, DEFAULT_LIMITS } from '../intake/formats';
import { parse } from '../intake/formats/parse';
import { readPlan } from '../intake/read-plan';
import { textToDocx } from '../test/intake-formats/build-docx';
import { textToPdf } from '../test/intake-formats/build-pdf';

const runs = Number(process.argv[2] ?? 20);
const ROOT = resolve(import.meta.dirname, '..');
const FOLDERS = [resolve(ROOT, '../shared/plans/texts'), join(ROOT, 'test/plans/texts')];
const FORMATS = ['text', 'docx', 'pdf'] as const;
type Format = (typeof FORMATS)[number];
/** Targets of the work order for one plan, p95 in ms; cost linear up to 300 pages. */
const TARGETS: Record<Format, number> = { text: 150, docx: 400, pdf: 1_000 };
const LINES_PER_PAGE = 38;

interface Cost {
  wall: number;
  cpu: number;
}

/** CPU time tells what the work costs; wall time also tells how busy the machine was. */
async function measure(work: () => unknown): Promise<Cost> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const wall = performance.now() - start;
  const used = process.cpuUsage(cpu);
  return { wall, cpu: (used.user + used.system) / 1_000 };
}

async function read(bytes: Uint8Array): Promise<void> {
  const { outcome } = await parse(bytes, DEFAULT_LIMITS);
  if (outcome.kind !== 'text') throw new Error('No text in a plan of our own.');
  readPlan({ sha256: '', ...outcome.document });
}

/** Bare text and nothing else: no tables, no places, no type style. Both take over the bytes they are given. */
const PEERS: Partial<Record<Format, { name: string; read: (bytes: Uint8Array) => Promise<unknown> }>> = {
  docx: { name: 'mammoth', read: (bytes) => extractRawText({ buffer: Buffer.from(bytes) }) },
  pdf: { name: 'unpdf', read: (bytes) => extractText(bytes.slice()) },
};

async function inFormats(text: string): Promise<Record<Format, Uint8Array>> {
  return { text: new TextEncoder().encode(text), docx: await textToDocx(text), pdf: textToPdf(text) };
}

const at = (costs: number[], share: number): number => {
  const sorted = [...costs].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
const ms = (value: number): string => `${value.toFixed(1).padStart(8)} ms`;

function show(name: string, costs: Cost[], rest = ''): void {
  const wall = costs.map((cost) => cost.wall);
  const cpu = costs.map((cost) => cost.cpu);
  console.log(
    `${name.padEnd(26)} wall p50${ms(at(wall, 0.5))}  p95${ms(at(wall, 0.95))}   cpu p50${ms(at(cpu, 0.5))}  p95${ms(at(cpu, 0.95))}${rest}`,
  );
}

async function onePlan(format: Format, files: Uint8Array[]): Promise<void> {
  const peer = PEERS[format];
  const ours: Cost[] = [];
  const theirs: Cost[] = [];
  // Once each without the clock: modules are loaded, code is warm.
  for (const file of files) {
    await read(file);
    await peer?.read(file);
  }
  for (let run = 0; run < runs; run++) {
    for (const file of files) {
      ours.push(await measure(() => read(file)));
      if (peer) theirs.push(await measure(() => peer.read(file)));
    }
  }
  show(`one plan from ${format}`, ours, `   target p95 ${TARGETS[format]} ms`);
  if (!peer) return;
  show(`  ${peer.name}, bare text`, theirs);
  const median = (costs: Cost[]) =>
    at(
      costs.map((cost) => cost.cpu),
      0.5,
    );
  console.log(`  reading : bare text = ${(median(ours) / median(theirs)).toFixed(2)} (median cpu)`);
}

/** The door that the service uses: the same work in the process with limits, and the way there and back. */
async function throughDoor(format: Format, files: Uint8Array[]): Promise<void> {
  const costs: Cost[] = [];
  for (const file of files) await intake(file, { name: format });
  for (let run = 0; run < Math.ceil(runs / 4); run++) {
    for (const file of files) costs.push(await measure(() => intake(file, { name: format })));
  }
  const wall = costs.map((cost) => cost.wall);
  console.log(
    `${`intake() from ${format}`.padEnd(26)} wall p50${ms(at(wall, 0.5))}  p95${ms(at(wall, 0.95))}`,
  );
}

/** The body of the longest plan again and again, with its head and an end. */
function longPlan(text: string, pages: number): string {
  const lines = text.split('\n');
  const body = lines.slice(Math.floor(lines.length * 0.2), Math.floor(lines.length * 0.9));
  const wanted = pages * LINES_PER_PAGE;
  let shown = 0;
  const repeated: string[] = [];
  // A paragraph takes as many printed lines as it has rows of 76 characters.
  for (let i = 0; shown < wanted; i++) {
    const line = body[i % body.length] ?? '';
    repeated.push(line);
    shown += Math.max(1, Math.ceil(line.length / 76));
  }
  return [
    ...lines.slice(0, Math.min(Math.floor(lines.length / 2), 60)),
    ...repeated,
    'Nơi nhận:',
    '- Lưu: VT.',
  ].join('\n');
}

async function growth(format: Format, text: string): Promise<void> {
  for (const pages of [10, 30, 100, 300]) {
    const file = (await inFormats(longPlan(text, pages)))[format];
    const costs: Cost[] = [];
    for (let run = 0; run < 3; run++) costs.push(await measure(() => read(file)));
    const best = Math.min(...costs.map((cost) => cost.cpu));
    console.log(
      `${String(pages).padStart(4)} pages of ${format.padEnd(5)} ${ms(best)} cpu  ${(best / pages).toFixed(2)} ms a page`,
    );
  }
}

async function main(): Promise<void> {
  const texts = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.txt'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
  const [first] = texts;
  if (!first) throw new Error('No plan texts found under test/plans/texts.');
  const load = (): string => loadavg()[0]?.toFixed(1) ?? '?';
  console.log(
    `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 1e9)} GB, Node ${process.version}, load ${load()}, ${runs} runs of ${texts.length} plans`,
  );
  const files = await Promise.all(texts.map(inFormats));
  const bytes = (format: Format) => files.map((file) => file[format]);
  for (const format of FORMATS) await onePlan(format, bytes(format));
  for (const format of FORMATS) await throughDoor(format, bytes(format));
  await closeSandbox();
  const longest = texts.reduce((a, b) => (a.length > b.length ? a : b));
  for (const format of FORMATS) await growth(format, longest);
  console.log(`load at the end ${load()}`);
}

await main();
