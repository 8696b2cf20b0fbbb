// What every npm script starts: first the set-up (plain Node), then the task itself (TypeScript), in this same process.
import { bootstrap, failSetup } from './bootstrap.mjs';
import { SetupError } from './setup/report.mjs';

/**
 * `stopsItself`: puts things in order when interrupted; the others just end.
 * @type {Record<string, {module: string, programs?: ('temporal' | 'temporal-test-server')[], stopsItself?: true}>}
 */
const TASKS = {
  setup: { module: './tasks/setup.ts', programs: ['temporal', 'temporal-test-server'] },
  start: { module: './start.ts', programs: ['temporal'], stopsItself: true },
  demo: { module: './demo/main.ts', programs: ['temporal', 'temporal-test-server'] },
  test: { module: './tasks/test.ts', programs: ['temporal', 'temporal-test-server'], stopsItself: true },
  check: { module: './tasks/check.ts', stopsItself: true },
  build: { module: './build/workflow-bundle.ts' },
  bench: { module: './tasks/bench.ts', programs: ['temporal', 'temporal-test-server'], stopsItself: true },
  migrate: { module: './migrate.ts' },
  dondoc: { module: './dondoc.ts', stopsItself: true },
};

const [name = '', ...args] = process.argv.slice(2);
const task = TASKS[name];
if (!task) {
  process.stderr.write(`There is no task "${name}". Tasks: ${Object.keys(TASKS).join(', ')}\n`);
  process.exit(2);
}
await bootstrap({ programs: task.programs ?? [] }).catch(failSetup);
const { register } = await import('tsx/esm/api');
register();
if (!task.stopsItself) (await import('./servers/supervisor.ts')).exitWhenInterrupted();
try {
  const { main } = await import(task.module);
  const code = await main(args);
  // Pools and sockets that a task left open must not keep the command running.
  process.exit(code ?? 0);
} catch (error) {
  if (error instanceof SetupError)
    process.stderr.write(`\n${error.message}\n\nWhat to do: ${error.wayOut}\n`);
  else process.stderr.write(`\n${error?.stack ?? error}\n`);
  process.exit(1);
}
