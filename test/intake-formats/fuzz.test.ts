// A short seeded run of damaged documents; the long one is `npx tsx bench/fuzz-intake.ts 100000`.

import { expect, it } from 'vitest';
import { countOf, fuzz } from './fuzz';

it('400 damaged documents of every format are read or refused, none crashes the reader', async () => {
  const report = await fuzz({ seed: 20_260_701, to: 400 });
  expect(report.crashes).toEqual([]);
  expect(report.inputs).toBe(400);
  // A run that refuses everything, or nothing, would test nothing.
  expect(countOf(report, (outcome) => outcome === 'read')).toBeGreaterThan(100);
  expect(countOf(report, (outcome) => outcome !== 'read')).toBeGreaterThan(50);
});
