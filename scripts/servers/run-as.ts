// PostgreSQL refuses to run as root; here it is decided who runs it instead when this process is root.
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SetupError } from '../setup/report.mjs';

/** Turns a command into one that runs as a user PostgreSQL accepts. */
export interface RunAs {
  command(program: string, args: readonly string[]): { program: string; args: string[] };
  spawnOptions: { uid?: number; gid?: number };
  /** Gives a file or folder to that user. */
  own(path: string): void;
}

const AS_SELF: RunAs = {
  command: (program, args) => ({ program, args: [...args] }),
  spawnOptions: {},
  own: () => {},
};

/**
 * @param dataFolder the cluster's folder; an existing one keeps the user it belongs to
 * @param program PostgreSQL's own program, which that user must be able to reach
 */
export function runAs(dataFolder: string, program: string): RunAs {
  if (process.getuid?.() !== 0) return AS_SELF;
  const { uid, gid } =
    existsSync(dataFolder) && statSync(dataFolder).uid !== 0 ? statSync(dataFolder) : someUser();
  const own = (path: string) => chownSync(path, uid, gid);
  if (reachable(dataFolder) && reachable(program)) {
    return { command: AS_SELF.command, spawnOptions: { uid, gid }, own };
  }
  // A checkout below /root (mode 700) cannot be entered by another user. `setpriv` gives that user the one right to
  // pass folders, which is less than root has and all that is missing.
  const prefix = [
    ...[`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'],
    ...['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--'],
  ];
  const probe = spawnSync('setpriv', [...prefix, program, '--version'], { encoding: 'utf8' });
  if (probe.status !== 0) {
    throw new SetupError(
      `PostgreSQL cannot run as root, and the user it would run as (number ${uid}) may not enter ${dirname(dataFolder)}.`,
      'Move the checkout to a folder that others may enter (for example /opt or /srv), run as an ordinary user, or set DATABASE_URL.',
    );
  }
  return {
    command: (file, args) => ({ program: 'setpriv', args: [...prefix, file, ...args] }),
    spawnOptions: {},
    own,
  };
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
