import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actionWord } from './words';

/** Every action that a use case writes into the journal, read from the sources. */
function actionsWritten(): string[] {
  const files = ['../../services', '../auth'].flatMap((folder) => {
    const base = new URL(`${folder}/`, import.meta.url);
    return readdirSync(base)
      .filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
      .map((name) => readFileSync(new URL(name, base), 'utf8'));
  });
  const names = files.flatMap((text) =>
    [...text.matchAll(/action: ([^\n]+)/g)].flatMap(([, rest = '']) =>
      [...rest.matchAll(/'([a-z]+\.[a-z_]+)'/g)].map(([, name = '']) => name),
    ),
  );
  return [...new Set(names)].sort();
}

describe('words of the journal', () => {
  it('name every action that is written, so that nobody reads a code', () => {
    const written = actionsWritten();
    expect(written.length).toBeGreaterThan(30);
    expect(written.filter((name) => actionWord(name) === name)).toEqual([]);
  });
});
