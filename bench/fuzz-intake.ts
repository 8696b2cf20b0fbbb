/**
 * Damaged documents of every format against the intake, seeded: `npx tsx bench/fuzz-intake.ts [to] [seed] [from]`. Inputs are
 * numbered; a run that was stopped (Ctrl-C prints what it has) goes on with `from`, and two ranges can run side by side.
 * No crash, nothing slower than 5 s by the clock on an idle machine, memory of the parsing process below 512 MB. Prints
 * machine, settings and raw numbers; exit 1 on a crash.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { type FuzzReport, fuzz } from '../test/intake-formats/fuzz';

const TO = Number(process.argv[2] ?? 2_000);
const SEED = Number(process.argv[3] ?? 1);
const FROM = Number(process.argv[4] ?? 0);
const PROGRESS_EVERY = 500;
const MEMORY_EVERY_MS = 200;

/** Highest resident memory that each kind of process under this one ever had, MB, as Linux counts it; empty elsewhere. */
const peaks: Record<string, number> = {};

function lookAtMemory(): void {
  let children: string[] = [];
  try {
    children = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return;
  }
  for (const pid of [String(process.pid), ...children]) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const own = pid === String(process.pid);
      if (!own && !status.includes(`PPid:\t${process.pid}\n`)) continue;
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      const kind = own ? 'bench' : /(parser|ocr)-process/.exec(command)?.[0];
      if (!kind) continue;
      const mb = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_024;
      peaks[kind] = Math.max(peaks[kind] ?? 0, Math.round(mb));
    } catch {
      // It ended between listing and reading.
    }
  }
}

const secondsOf = (report: FuzzReport): string => (report.totalMs / 1_000).toFixed(0);

function progress(report: FuzzReport): void {
  if (report.inputs % PROGRESS_EVERY !== 0) return;
  console.log(
    `${report.inputs} inputs, ${secondsOf(report)} s, crashes ${report.crashes.length}, slower than 5 s ${report.slow}, slowest ${report.slowest[0]?.ms} ms, peak MB ${JSON.stringify(peaks)}, load ${loadavg()[0]?.toFixed(1)}`,
  );
}

async function main(): Promise<void> {
  console.log(
    `Node ${process.version}, ${cpus()[0]?.model} × ${cpus().length}, ${Math.round(totalmem() / 1e9)} GB, load ${loadavg()[0]?.toFixed(1)}`,
  );
  console.log(`inputs ${FROM} to ${TO}, seed ${SEED}, shipped limits`);
  let stopped = false;
  process.once('SIGINT', () => {
    stopped = true;
  });
  process.once('SIGTERM', () => {
    stopped = true;
  });
  const watch = setInterval(lookAtMemory, MEMORY_EVERY_MS);
  const report = await fuzz({
    seed: SEED,
    from: FROM,
    to: TO,
    pictures: true,
    hostile: true,
    onInput: progress,
    stop: () => stopped,
  });
  clearInterval(watch);
  console.log(`${report.inputs} inputs in ${secondsOf(report)} s${stopped ? ' (stopped)' : ''}`);
  for (const [sample, counts] of Object.entries(report.outcomes).sort())
    console.log(`${sample.padEnd(32)} ${JSON.stringify(counts)}`);
  console.log(`slower than 5 s by the clock: ${report.slow}; the slowest:`);
  for (const find of report.slowest) console.log(`  ${JSON.stringify(find)}`);
  console.log(`peak memory, MB: ${JSON.stringify(peaks)}`);
  console.log(`crashes: ${report.crashes.length}`);
  for (const crash of report.crashes.slice(0, 20)) console.log(`  ${JSON.stringify(crash)}`);
  process.exit(report.crashes.length > 0 ? 1 : 0);
}

void main();
