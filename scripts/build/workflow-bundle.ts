// The workflows as one file for the worker, built when their sources changed and kept under .dondoc/ until then.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ROOT, STATE } from '../setup/paths.mjs';

/** Bundles that other processes (a test run, a demonstration) may be using are left alone for this long. */
const KEEP_MS = 24 * 3_600_000;

/**
 * Bundling takes seconds and its result depends only on the sources, so a worker, the demonstration and a test run share
 * it. With a prebuilt bundle the worker ignores interceptors given at its start, so they are named here.
 * @param interceptors paths of workflow interceptor modules, relative to the repository
 * @returns the file, for `Worker.create({ workflowBundle: { codePath } })`
 */
export async function workflowBundleFile(interceptors: readonly string[] = []): Promise<string> {
  const folder = join(STATE, 'build');
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')));
  const extra = interceptors.map((path) => join(ROOT, path));
  for (const file of [...['workflows', 'domain'].flatMap(sources), ...extra]) {
    hash.update(file.slice(ROOT.length)).update(readFileSync(file));
  }
  const file = join(folder, `workflows-${hash.digest('hex').slice(0, 16)}.js`);
  if (existsSync(file)) return file;
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(ROOT, 'workflows', 'index.ts'),
    workflowInterceptorModules: extra,
    logger: new DefaultLogger('ERROR'),
  });
  mkdirSync(folder, { recursive: true });
  removeOld(folder);
  writeFileSync(`${file}.${process.pid}`, code);
  renameSync(`${file}.${process.pid}`, file);
  return file;
}

function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (statSync(file).mtimeMs < Date.now() - KEEP_MS) rmSync(file, { force: true });
  }
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => join(ROOT, folder, name));
}

export async function main(): Promise<void> {
  process.stdout.write(`${(await workflowBundleFile()).slice(ROOT.length + 1)}\n`);
}
