// How a test file asks the run's control server.
import { inject } from 'vitest';

export async function ask<Answer>(path: string): Promise<Answer> {
  const address = inject('harness');
  if (!address) {
    throw new Error(
      'This test needs servers, so it belongs to the project "integration": see vitest.config.ts.',
    );
  }
  const response = await fetch(`${address}${path}`);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Answer;
}
