// `dondoc check-ledger FILE`: proves a run from its ledger alone; with --same-as also that two runs sent the same messages.
import { readFileSync } from 'node:fs';
import type { Ledger } from '../demo/ledger';
import { SetupError } from '../setup/report.mjs';
import type { Register } from './command';

/** Lists that a ledger must have; a file without them is something else. */
const LISTS = [
  'organizations',
  'plans',
  'obligations',
  'messages',
  'deliveries',
  'summaries',
  'audit',
] as const;

const WAY_OUT = 'Name the ledger.json of a play: npm run demo writes out/demo/ledger.json.';

export function readLedgerFile(file: string): Ledger {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new SetupError(`There is no file ${file}.`, WAY_OUT);
  }
  try {
    const ledger = JSON.parse(text) as Ledger;
    const missing = LISTS.filter((name) => !Array.isArray(ledger[name]));
    if (missing.length === 0) return ledger;
    throw new SetupError(`${file} has no list of ${missing.join(', ')}.`, WAY_OUT);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new SetupError(`${file} is not JSON.`, WAY_OUT);
  }
}

/** More findings of one rule than this say nothing new. */
const SHOWN = 10;

export const registerCheckLedger: Register = (program) => {
  program
    .command('check-ledger')
    .description(
      "check a play's ledger.json against the rules of docs/ledger.md; exit code 1 when one is broken",
    )
    .argument('<file>', 'ledger.json of a play')
    .option('--same-as <file>', 'ledger of another run of the same play: the same messages must have left')
    .action(async (file: string, options: { sameAs?: string }) => {
      const [{ examineLedger }, { compareLedgers }, { SHIPPED_CALENDAR }] = await Promise.all([
        import('../../test/ledger/checker'),
        import('../../test/ledger/compare'),
        import('../../config/calendars'),
      ]);
      const out = (line: string): void => void process.stdout.write(`${line}\n`);
      const ledger = readLedgerFile(file);
      let broken = 0;
      for (const { rule, checked, findings, says } of examineLedger(ledger, { calendar: SHIPPED_CALENDAR })) {
        broken += findings.length;
        const mark = findings.length === 0 ? 'ok    ' : 'BROKEN';
        out(`${mark} ${rule.padEnd(21)} ${String(checked).padStart(6)} checked, ${findings.length} broken`);
        if (findings.length === 0) continue;
        out(`       ${says}`);
        for (const { detail, ids } of findings.slice(0, SHOWN)) out(`       - ${detail} [${ids.join(', ')}]`);
        if (findings.length > SHOWN) out(`       … and ${findings.length - SHOWN} more`);
      }
      if (options.sameAs) {
        const other = compareLedgers(ledger, readLedgerFile(options.sameAs));
        out(
          `${other.common} messages left in both runs, ${other.excused.length} differences are possible duplicates`,
        );
        for (const key of other.onlyInA) out(`       - only in ${file}: ${key}`);
        for (const key of other.onlyInB) out(`       - only in ${options.sameAs}: ${key}`);
        broken += other.onlyInA.length + other.onlyInB.length;
      }
      if (broken > 0) process.exitCode = 1;
    });
};
