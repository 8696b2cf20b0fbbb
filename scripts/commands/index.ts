// All commands of the command line, in the order in which --help shows them.
import { registerBounces } from './bounces';
import { registerCheckLedger } from './check-ledger';
import type { Register } from './command';
import { registerEnv } from './env';
import { registerExplain } from './explain';
import { registerIntake } from './intake';
import { registerOrganizations } from './organizations';
import { registerPostgres } from './postgres';
import { registerPreview } from './preview';
import { registerServe } from './serve';
import { registerZaloTokens } from './zalo-tokens';

export const COMMANDS: readonly Register[] = [
  registerServe,
  registerEnv,
  registerOrganizations,
  registerZaloTokens,
  registerBounces,
  registerIntake,
  registerPreview,
  registerExplain,
  registerCheckLedger,
  registerPostgres,
];
