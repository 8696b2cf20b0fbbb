// Loaded before each test file of the project "integration".

import type { RunnerTask } from 'vitest';
import { afterAll } from 'vitest';
import { tidyUp } from './kept';

// Registered first, so it runs after the file's own afterAll hooks.
// biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a hook wants from its first argument and hands the file over as second
afterAll(async ({}, file) => {
  await tidyUp({ failed: anyFailed(file.tasks), of: file.name });
});

function anyFailed(tasks: readonly RunnerTask[]): boolean {
  return tasks.some((task) => task.result?.state === 'fail' || ('tasks' in task && anyFailed(task.tasks)));
}
