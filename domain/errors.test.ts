import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { domainError, ERROR_CATALOGUE, type ErrorCode } from './errors';

const entries = Object.entries(ERROR_CATALOGUE);

describe('the error catalogue', () => {
  it.each(entries)(
    '%s gives a Vietnamese reason and a way out, as sentences',
    (_code, { reason, wayOut }) => {
      for (const text of [reason, wayOut]) {
        expect(text).toMatch(/^[A-ZÀ-ỸĐ"{].*[.}]$/u);
        expect(text.normalize('NFC')).toBe(text);
      }
    },
  );

  it('fills in what a message names and leaves no hole where the domain builds it', () => {
    const error = domainError('DAY_NOT_IN_MONTH', { day: 31, month: 2 }, 'deadlineRule.day');
    expect(error).toMatchObject({ field: 'deadlineRule.day', reason: 'Không có ngày 31 tháng 2.' });
    expect(error.message).toBe(`${error.reason} ${error.wayOut}`);
  });

  it('is used with every parameter its text needs, wherever the domain writes them out', () => {
    const folder = new URL('.', import.meta.url);
    const calls = readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .flatMap((name) => [
        ...readFileSync(new URL(name, folder), 'utf8').matchAll(/domainError\(\s*'(\w+)',\s*\{([^}]*)\}/g),
      ]);
    expect(calls.length).toBeGreaterThan(20);
    for (const [, code, given] of calls) {
      const { reason, wayOut } = ERROR_CATALOGUE[code as ErrorCode];
      for (const [, name] of `${reason} ${wayOut}`.matchAll(/\{(\w+)\}/g)) {
        expect(given, `${code} needs {${name}}`).toMatch(new RegExp(`\\b${name}\\b`));
      }
    }
  });
});
