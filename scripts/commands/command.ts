// The pattern of a command: one file in this folder, listed in index.ts.
import type { Command } from 'commander';

/**
 * A command adds itself to the program. Write to stdout only what the command was asked for (it may be piped); anything
 * else goes to stderr. Throw `SetupError` (scripts/setup/report.mjs) for what the operator can mend: it is printed
 * without a stack. Import heavy rooms inside the action, so that `--help` stays quick.
 */
export type Register = (program: Command) => void;
