import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sameInstallation } from './packages.mjs';
import { ROOT } from './paths.mjs';

const lock = (packages: Record<string, object>) =>
  JSON.stringify({ packages: { '': { name: 'dondoc' }, ...packages } });
const one = { 'node_modules/one': { version: '1.0.0' } };

describe('sameInstallation', () => {
  it('is true for what npm installed from this lock, whatever lies there besides', () => {
    expect(sameInstallation(lock(one), lock({ ...one, 'node_modules/more': { version: '2.0.0' } }))).toBe(
      true,
    );
  });

  it('is false for another version or a missing package', () => {
    expect(sameInstallation(lock(one), lock({ 'node_modules/one': { version: '1.0.1' } }))).toBe(false);
    expect(sameInstallation(lock(one), lock({}))).toBe(false);
  });

  it('does without what is built for other systems', () => {
    const other = { 'node_modules/one-win32-x64': { version: '1.0.0', optional: true, os: ['win32'] } };
    expect(sameInstallation(lock({ ...one, ...other }), lock(one))).toBe(true);
  });
});

describe('package-lock.json', () => {
  it('names every package that a package of it asks for, also those for other systems: npm ci refuses it otherwise', () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const named = new Set(
      Object.keys(packages).map((path) =>
        path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      ),
    );
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !named.has(name))
        .map((name) => `${name} (of ${path})`),
    );
    expect(missing).toEqual([]);
  });
});
