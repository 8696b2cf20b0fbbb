// The command line of an operator: npm run --silent dondoc -- <command>
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config/env';
import { COMMANDS } from './commands';
import { ROOT } from './setup/paths.mjs';
import { SetupError } from './setup/report.mjs';

export function createProgram(): Command {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const program = new Command('dondoc')
    .description(
      'Đôn Đốc: follows up the reports a commune is owed. What an operator does without a browser.',
    )
    .usage('<command> [options]   (npm run --silent dondoc -- <command> [options])')
    .version(version)
    .showHelpAfterError('(--help shows what is possible)')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  for (const register of COMMANDS) register(program);
  return program;
}

/** @returns the exit code: 0 done, 1 failed, 2 asked wrongly */
export async function main(args: readonly string[]): Promise<number> {
  const program = createProgram();
  try {
    if (args.length === 0) {
      program.outputHelp();
      return 2;
    }
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // Commander has said already what is wrong; --help and --version end here too, with code 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof ConfigError) {
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
    if (error instanceof SetupError) {
      process.stderr.write(`${error.message}\n\nWhat to do: ${error.wayOut}\n`);
      return 1;
    }
    throw error;
  }
}
