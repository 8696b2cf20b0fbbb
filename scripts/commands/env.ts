// `dondoc env`: what can be configured, and whether the present environment is usable.
import { readConfig, variablesTable } from '../../config/env';
import type { Register } from './command';

export const registerEnv: Register = (program) => {
  program
    .command('env')
    .description('print every environment variable the service knows, as a table in Markdown')
    .option('--check', 'check the present environment instead; exit code 1 when it cannot be used')
    .action((options: { check?: boolean }) => {
      if (!options.check) {
        process.stdout.write(`${variablesTable()}\n`);
        return;
      }
      readConfig(process.env);
      process.stdout.write('The environment is complete and valid.\n');
    });
};
