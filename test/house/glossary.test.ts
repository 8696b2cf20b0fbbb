// The glossary has every word of the register with the Vietnamese that people see (domain/terms.ts).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as terms from '../../domain/terms';
import { ROOT } from '../../scripts/setup/paths.mjs';

const page = readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8');

/** `code` followed by its word, in a table's next cell or after a blank. */
const says = (code: string, word: string): boolean =>
  [`\`${code}\` | ${word}`, `\`${code}\` ${word}`].some((text) => page.includes(text));

describe('docs/glossary.md', () => {
  it.each(Object.entries(terms))('names every word of %s', (_list, words) => {
    const missing = Object.entries(words).filter(([code, word]) => !says(code, word));
    expect(missing).toEqual([]);
  });
});
