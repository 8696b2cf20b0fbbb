// Where PostgreSQL's programs and data lie and which user runs them: it refuses to run as root, so root lends it another user.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { ROOT } from '../setup/paths.mjs';
import { SetupError } from '../setup/report.mjs';

export interface Programs {
  postgres: string;
  initdb: string;
}

export interface Place extends Programs {
  /** The cluster's folder. */
  data: string;
  /** For `spawn`: the user that runs the programs. */
  spawnOptions: { uid?: number; gid?: number };
  /** Gives a file or folder to that user. */
  own(path: string): void;
}

/** Where root keeps clusters whose folder PostgreSQL's user cannot enter. */
const OUTSIDE = '/var/lib/dondoc';

/**
 * @param folder the purpose's folder below .dondoc/postgres
 * @param programs as they lie in node_modules
 */
export function placeFor(folder: string, programs: Programs): Place {
  const data = join(folder, 'data');
  if (process.getuid?.() !== 0) {
    requireName();
    return { ...programs, data, spawnOptions: {}, own: () => {} };
  }
  if (reachable(data) && reachable(programs.postgres)) return { ...programs, ...asUserOf(data) };
  // A checkout below /root, which nobody else may enter: the right to pass its folders cannot be lent (PostgreSQL asks
  // access(2), which takes away all capabilities), so the cluster and a copy of the programs move out.
  const name = `${basename(ROOT)}-${basename(folder)}-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`;
  const moved = join(OUTSIDE, name, 'data');
  mkdirSync(dirname(moved), { recursive: true, mode: 0o755 });
  return { ...copyPrograms(programs), ...asUserOf(moved) };
}

function asUserOf(data: string): Pick<Place, 'data' | 'spawnOptions' | 'own'> {
  // An existing cluster stays with the user it belongs to.
  const { uid, gid } = existsSync(data) && statSync(data).uid !== 0 ? statSync(data) : someUser();
  return { data, spawnOptions: { uid, gid }, own: (path) => chownSync(path, uid, gid) };
}

/** The package's whole folder `native`, since the programs find their libraries relative to themselves; one copy for all checkouts. */
function copyPrograms({ postgres, initdb }: Programs): Programs {
  const native = dirname(dirname(postgres));
  const { mtimeMs, size } = statSync(postgres);
  const copy = join(OUTSIDE, `programs-${size}-${Math.floor(mtimeMs)}`);
  if (!existsSync(copy)) {
    mkdirSync(OUTSIDE, { recursive: true, mode: 0o755 });
    const draft = `${copy}.${process.pid}`;
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, copy);
    } catch {
      rmSync(draft, { recursive: true, force: true }); // Another command was quicker.
    }
  }
  return { postgres: join(copy, 'bin', basename(postgres)), initdb: join(copy, 'bin', basename(initdb)) };
}

/** PostgreSQL wants to know the name of the user it runs as; a container may run as a bare number. */
function requireName(): void {
  try {
    userInfo();
  } catch {
    throw new SetupError(
      `The user this runs as (number ${process.getuid?.() ?? '?'}) has no name on this system, and PostgreSQL needs one.`,
      'Run as a user that stands in /etc/passwd (or as root), or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
}

/** An unprivileged user that exists already: no account is added to the system. */
function someUser(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    try {
      const number = (flag: string) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: number('-u'), gid: number('-g') };
    } catch {
      // No such user: the next one.
    }
  }
  throw new SetupError(
    'PostgreSQL cannot run as root, and this system has neither a user "postgres" nor "nobody".',
    'Add one (useradd --system postgres), run as an ordinary user, or set DATABASE_URL.',
  );
}

/** Whether anyone may pass every folder above the path. */
function reachable(path: string): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
