// Once per test run, for the tests that need servers; what they need is made only when a test asks.
import type { TestProject } from 'vitest/node';
import { startControl } from './control';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the run's control server (control.ts). */
    harness: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const control = await startControl();
  project.provide('harness', control.url);
  return control.close;
}
