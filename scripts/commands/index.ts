// All commands of the command line, in the order in which --help shows them.
import { registerCheckLedger } from './check-ledger';
import type { Register } from './command';
import { registerEnv } from './env';
import { registerIntake } from './intake';
import { registerPostgres } from './postgres';
import { registerPreview } from './preview';

export const COMMANDS: readonly Register[] = [
  registerEnv,
  registerIntake,
  registerPreview,
  registerCheckLedger,
  registerPostgres,
];
