/**
 * Damaged documents of every format against the reader, seeded: `npx tsx bench/fuzz-intake.ts [inputs] [seed]` (100,000 take
 * about an hour on two cores). No crash, nothing slower than 5 s by the clock on an idle machine, memory of the parsing
 * process below 512 MB. Prints machine, settings and raw numbers; exit 1 on a crash.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fuzz } from '../test/intake-formats/fuzz';

const COUNT = Number(process.argv[2] ?? 2_000);
const SEED = Number(process.argv[3] ?? 1);

/** Resident memory of this process's children, from /proc; 0 where there is none. */
function childrenMb(): number {
  let most = 0;
  try {
    for (const pid of readdirSync('/proc')) {
      if (!/^\d+$/.test(pid)) continue;
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        if (!new RegExp(`^PPid:\\s+${process.pid}$`, 'm').test(status)) continue;
        most = Math.max(most, Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_024);
      } catch {
        // It ended between listing and reading.
      }
    }
  } catch {
    // No /proc on this system.
  }
  return most;
}

async function main(): Promise<void> {
  console.log(
    `node ${process.version}, ${cpus()[0]?.model} × ${cpus().length}, ${Math.round(totalmem() / 1e9)} GB`,
  );
  console.log(`inputs ${COUNT}, seed ${SEED}, pictures one in 250, hostile files first`);
  let peakChild = 0;
  let peakOwn = 0;
  const watch = setInterval(() => {
    peakChild = Math.max(peakChild, childrenMb());
    peakOwn = Math.max(peakOwn, process.memoryUsage.rss() / 1_048_576);
  }, 100);
  const report = await fuzz({
    seed: SEED,
    count: COUNT,
    pictures: true,
    hostile: true,
    onInput: (done) => {
      if (done % 1_000 === 0) process.stderr.write(`${done}\n`);
    },
  });
  clearInterval(watch);
  const { crashes, slow, ...numbers } = report;
  console.log(
    JSON.stringify(
      { ...numbers, peakChildMb: Math.round(peakChild), peakOwnMb: Math.round(peakOwn) },
      null,
      2,
    ),
  );
  console.log(`slower than 5 s: ${slow.length} ${JSON.stringify(slow.slice(0, 20))}`);
  console.log(`crashes: ${crashes.length} ${JSON.stringify(crashes.slice(0, 20))}`);
  process.exit(crashes.length > 0 ? 1 : 0);
}

void main();
