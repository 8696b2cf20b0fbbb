// The manual says what the code does: parts of it that can be compared are.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { variablesTable } from '../../config/env';
import { VARIABLES } from '../../config/variables';
import { ROOT } from '../../scripts/setup/paths.mjs';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

describe('docs/operations.md', () => {
  it('holds the table that `dondoc env` prints', () => {
    const [, table] =
      /<!-- variables: begin -->\n([\s\S]*?)\n<!-- variables: end -->/.exec(read('docs/operations.md')) ?? [];
    expect(table?.trim()).toBe(variablesTable().trim());
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const manuals = ['docs/operations.md', 'CONTRIBUTING.md', 'README.md'].filter((path) =>
      existsSync(join(ROOT, path)),
    );
    const named = manuals.flatMap((path) => [
      ...read(path).matchAll(/npm run (?:--silent )?([a-z][a-z:]*)/g),
    ]);
    expect(named.length).toBeGreaterThan(5);
    for (const [, name = ''] of named) expect(Object.keys(scripts)).toContain(name);
  });
});

describe('every page of documentation', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`),
  ].filter((path) => path.endsWith('.md') && existsSync(join(ROOT, path)));

  it.each(pages)('%s links only to files that exist', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      ([, target = '']) => target,
    );
    const missing = links.filter((target) => !existsSync(join(ROOT, dirname(page), target)));
    expect(missing).toEqual([]);
  });
});

describe('environment variables', () => {
  it('are read from the environment under names that the list has', () => {
    // Of our own tooling, not of the service.
    const tooling = /^(DONDOC_|npm_|PATH$|CHROMIUM_PATH$|PRISMA_|TMPDIR$|TEMPORAL_ADDRESS$|DATABASE_URL$)/;
    const rooms = [
      'activities',
      'channels',
      'config',
      'documents',
      'domain',
      'intake',
      'scripts',
      'services',
      'web',
      'worker',
      'workflows',
    ];
    const found = rooms.flatMap((room) =>
      readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !/\.test\./.test(name))
        .flatMap((name) =>
          [...read(join(room, name)).matchAll(/process\.env\.([A-Za-z_]+)/g)].map(
            ([, variable = '']) => variable,
          ),
        ),
    );
    expect(found.filter((name) => !(name in VARIABLES) && !tooling.test(name))).toEqual([]);
  });
});
