// Two kinds of tests: `unit` needs nothing but Node; `integration` may ask for PostgreSQL, Temporal and the workflow bundle.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const EXCLUDE = ['node_modules/**', '.dondoc/**', 'out/**', 'dist/**'];
const UNIT_ROOMS = ['domain', 'intake', 'documents', 'channels', 'config'];
const tests = (folder: string) => [`${folder}/**/*.test.ts`, `${folder}/**/*.test.tsx`];

export default defineConfig({
  // JSX outside of vite's own idea of it: hono's, as in tsconfig.json.
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    // Most of the time is waiting for servers; the default leaves a machine of two cores with one worker.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: UNIT_ROOMS.flatMap(tests),
          exclude: EXCLUDE,
          // none needs a second; a machine that is busy with others may take its time
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: tests('**').map((pattern) => pattern.replace('**/**', '**')),
          exclude: [...EXCLUDE, ...UNIT_ROOMS.map((room) => `${room}/**`)],
          globalSetup: ['test/harness/global-setup.ts'],
          setupFiles: ['test/harness/setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
