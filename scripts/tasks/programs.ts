// Runs a program of node_modules with this terminal as its own and passes on how it ended.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup/paths.mjs';

/** @param name the program as npm would find it: `vitest`, `tsc`, `biome`, `depcruise` */
export async function runProgram(owner: string, name: string, args: readonly string[]): Promise<number> {
  const folder = join(ROOT, 'node_modules', owner);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const file = typeof bin === 'string' ? bin : bin[name];
  if (file === undefined) throw new Error(`${owner} has no program ${name}`);
  const child = spawn(process.execPath, [join(folder, file), ...args], { cwd: ROOT, stdio: 'inherit' });
  // The terminal sends Ctrl-C to the child as well: it ends in its own way, and this process waits for it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? (signal ? 130 : 1)));
  });
}
