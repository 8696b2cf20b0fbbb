// `npm run bench`: the measurements in bench/, all, or those named; what follows the names is theirs. Each prints its machine and settings.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup/paths.mjs';
import { SetupError } from '../setup/report.mjs';

const FOLDER = join(ROOT, 'bench');

export async function main(args: readonly string[]): Promise<number> {
  const all = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
  const firstOther = args.findIndex((argument) => !all.includes(argument));
  const names = firstOther < 0 ? args : args.slice(0, firstOther);
  const rest = firstOther < 0 ? [] : args.slice(firstOther);
  if (names.length === 0 && rest.length > 0) {
    throw new SetupError(`There is no measurement "${rest[0]}".`, `There are: ${all.join(', ')}`);
  }
  let failed = 0;
  for (const name of names.length > 0 ? names : all) {
    process.stdout.write(`\n== ${name} ${rest.join(' ')}\n`);
    // A process each: one measurement's memory and warm code are not the next one's.
    if ((await runFile(join(FOLDER, `${name}.ts`), rest)) !== 0) failed += 1;
  }
  return failed === 0 ? 0 : 1;
}

function runFile(file: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], { cwd: ROOT, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 130));
  });
}
