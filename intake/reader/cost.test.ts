// A text that is nothing but one word or bar costs no more than its length: a quadratic reader would not end in the test's time.
import { expect, it } from 'vitest';
import { readText } from './sample-plan.fixture';

it.each([
  ['bars line by line', '| a | b |\n', 20_000],
  ['bars on one line', '| a | b |', 50_000],
  ["an office's name on one line", 'Ủy ban nhân dân ', 60_000],
  ['an issuer that issues nothing', 'UBND xã ban hành, ', 40_000],
])('%s', (_, piece, times) => {
  expect(readText(piece.repeat(times)).targets).toEqual([]);
});
