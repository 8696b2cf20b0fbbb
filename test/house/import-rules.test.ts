// The import column of the architecture's table of rooms, enforced; and proof that each rule catches what it forbids.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { afterEach, describe, expect, it } from 'vitest';
import { ROOT, STATE } from '../../scripts/setup/paths.mjs';

interface Rules extends IFlattenedRuleSet {
  options: ICruiseOptions;
}

const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as Rules;

/** Broken rules below a folder, as "rule: from → to". */
async function violations(baseDir: string): Promise<string[]> {
  const { enhancedResolveOptions, tsConfig, ...options } = rules.options;
  const { output } = await cruise(
    ['.'],
    {
      ...options,
      ...(tsConfig ? { tsConfig } : {}),
      baseDir,
      validate: true,
      ruleSet: { forbidden: rules.forbidden ?? [] },
    },
    enhancedResolveOptions as never,
  );
  const { summary } = output as ICruiseResult;
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
}

const made: string[] = [];

/** A house with the given files, and one empty file in every room to import from. */
function houseWith(files: Record<string, string>): string {
  mkdirSync(join(STATE, 'tmp'), { recursive: true });
  const folder = mkdtempSync(join(STATE, 'tmp', 'house-'));
  made.push(folder);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const rooms = [
    'domain',
    'intake',
    'documents',
    'channels',
    'config',
    'services',
    'activities',
    'workflows',
  ];
  const all = [...rooms, 'web', 'prisma', 'worker', 'scripts', 'test'];
  const empty = Object.fromEntries(all.map((room) => [`${room}/thing.ts`, 'export const thing = 1;\n']));
  for (const [path, content] of Object.entries({ ...empty, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('import rules', () => {
  it('hold in this repository', async () => {
    expect(await violations(ROOT)).toEqual([]);
  });

  it('let a clean house pass', async () => {
    const house = houseWith({
      'domain/rule.ts': "import { DateTime } from 'luxon';\nexport const zone = DateTime.utc().zoneName;\n",
      'services/use.ts': "import { thing } from '../domain/thing';\nexport const used = thing;\n",
      'workflows/flow.ts':
        "import type { thing } from '../activities/thing';\nexport type Thing = typeof thing;\n",
      'web/page.ts': "import { thing } from '../services/thing';\nexport const page = thing;\n",
      // A unit test stands beside its rule and may take what it needs.
      'domain/rule.test.ts': "import { thing } from '../test/thing';\nexport const tested = thing;\n",
    });
    expect(await violations(house)).toEqual([]);
  });

  const importing = (target: string) => `import { thing } from '${target}';\nexport const used = thing;\n`;
  it.each([
    ['domain-imports', 'domain/bad.ts', importing('../services/thing')],
    [
      'domain-imports',
      'domain/bad.ts',
      "import type { thing } from '../config/thing';\nexport type T = typeof thing;\n",
    ],
    ['domain-packages', 'domain/bad.ts', "import { z } from 'zod';\nexport const schema = z.string();\n"],
    [
      'domain-no-machine',
      'domain/bad.ts',
      "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
    ],
    ['intake-imports', 'intake/bad.ts', importing('../services/thing')],
    ['documents-imports', 'documents/bad.ts', importing('../services/thing')],
    ['channels-imports', 'channels/bad.ts', importing('../prisma/thing')],
    ['services-imports', 'services/bad.ts', importing('../web/thing')],
    ['services-imports', 'services/bad.ts', importing('../activities/thing')],
    ['services-channel-types-only', 'services/bad.ts', importing('../channels/thing')],
    ['activities-imports', 'activities/bad.ts', importing('../web/thing')],
    ['workflows-imports', 'workflows/bad.ts', importing('../services/thing')],
    ['workflows-activity-types-only', 'workflows/bad.ts', importing('../activities/thing')],
    [
      'workflows-packages',
      'workflows/bad.ts',
      "import { z } from 'zod';\nexport const schema = z.string();\n",
    ],
    ['web-imports', 'web/bad.ts', importing('../channels/thing')],
    ['web-imports', 'web/bad.ts', importing('../workflows/thing')],
    ['config-imports', 'config/bad.ts', importing('../services/thing')],
    ['env-zod-only', 'config/env.ts', importing('./thing')],
    ['no-unresolvable', 'services/bad.ts', importing('./nothing')],
    [
      'no-development-packages',
      'documents/bad.ts',
      "import { chromium } from 'playwright-core';\nexport const used = chromium;\n",
    ],
  ])('%s catches %s', async (rule, file, content) => {
    const found = await violations(houseWith({ [file]: content, 'package.json': packageJson }));
    expect(found.filter((line) => line.startsWith(`${rule}: ${file}`))).toHaveLength(1);
  });

  it('no-circle catches two files that import each other', async () => {
    const house = houseWith({
      'services/a.ts': "import { b } from './b';\nexport const a = () => b;\n",
      'services/b.ts': "import { a } from './a';\nexport const b = () => a;\n",
    });
    expect(await violations(house)).toEqual(['no-circle: services/a.ts → services/b.ts']);
  });
});

/** Which packages are for development only is read from the nearest package.json. */
const packageJson = JSON.stringify({
  dependencies: { zod: '*', luxon: '*' },
  devDependencies: { 'playwright-core': '*' },
});
