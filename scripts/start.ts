// `npm start`: the whole service on this machine until Ctrl-C; stopped and started again, everything is where it was.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../config/env';
import { openDatabase } from '../services/context';
import { workflowBundleFile } from './build/workflow-bundle';
import { migrateDatabase } from './migrate';
import { createSupervisor, type Supervisor, untilInterrupted } from './servers/supervisor';
import { createLog } from './service/log';
import { startPortal } from './service/portal';
import { startWorkerProcess } from './service/worker-process';
import { storeZaloTokens, zaloOrganization } from './service/zalo-account';
import { type Infrastructure, START_FOLDER, startInfrastructure } from './start/infrastructure';
import { createSampleCommune, type LogIn } from './start/sample-commune';

const say = (line: string) => process.stdout.write(`${line}\n`);
const LOG_IN_FILE = join(START_FOLDER, 'first-log-in.txt');

export async function main(): Promise<number> {
  const supervisor = createSupervisor();
  // Listening from the first moment: Ctrl-C while PostgreSQL is being created must end it too.
  const interrupted = untilInterrupted();
  const started = startService(supervisor);
  started.catch(() => {});
  try {
    const first = await Promise.race([started.then(() => 'started' as const), interrupted]);
    if (first === 'started') await interrupted;
    say('\nStopping (once more Ctrl-C: at once) …');
    await Promise.race([started.catch(() => {}), interrupted]);
  } finally {
    await supervisor.stop();
  }
  say('Stopped. Everything is kept under .dondoc/.');
  return 0;
}

async function startService(supervisor: Supervisor): Promise<void> {
  const infrastructure = await startInfrastructure(supervisor, say);
  const { env, pages } = infrastructure;
  const config = readConfig(env);
  const applied = await migrateDatabase(config.database.url);
  if (applied.length > 0) say(`Register: ${applied.length} migration(s) applied.`);
  await prepareRegister(infrastructure);
  const portal = await startPortal({ config, log: createLog(config, 'portal') });
  supervisor.add('Portal', () => portal.close());
  infrastructure.zalo?.control.webhooks.subscribe(`${portal.url}/webhooks/zalo`);
  say('Worker: starting …');
  const worker = await startWorkerProcess({
    env,
    bundle: await workflowBundleFile(),
    logFile: join(START_FOLDER, 'worker.log'),
    graceMs: config.shutdownGraceMs,
    onDeath: (why) => process.stderr.write(`${why}\n`),
  });
  supervisor.add('Worker', () => worker.stop());
  announce({ portalUrl: config.web.publicUrl, pages });
}

/** A first start finds nothing: a commune to try it with, and what the simulated Zalo needs to answer. */
async function prepareRegister({ env, zalo }: Infrastructure): Promise<void> {
  const config = readConfig(env);
  const db = openDatabase(config.database.url, { poolSize: 2 });
  try {
    const asOf = new Date();
    const logIns = await createSampleCommune({ db, asOf, zalo });
    if (logIns) writeFileSync(LOG_IN_FILE, logInText(logIns), { mode: 0o600 });
    const organizationId = await zaloOrganization(config, db);
    if (!zalo || !config.zalo || !organizationId) return;
    const { oaId } = config.zalo;
    const known = await db.zaloToken.findUnique({ where: { organizationId_oaId: { organizationId, oaId } } });
    if (known) return;
    const pair = zalo.control.issueTokens();
    await storeZaloTokens({ db, organizationId, zalo: config.zalo, pair, issuedAt: asOf });
  } finally {
    await db.$disconnect();
  }
}

const ROLE_WORDS = {
  officer: 'officer',
  office_head: 'head of office',
  leader: 'leader',
  admin: 'administrator',
};

function logInText(logIns: readonly LogIn[]): string {
  return logIns
    .map(({ role, email, password }) => `${ROLE_WORDS[role].padEnd(16)}${email.padEnd(40)}${password}\n`)
    .join('');
}

function announce({ portalUrl, pages }: { portalUrl: string; pages: Record<string, string> }): void {
  const rows = Object.entries({ Portal: portalUrl, ...pages });
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  say(`\nĐôn Đốc is running.\n`);
  for (const [name, url] of rows) say(`  ${name.padEnd(width)}${url}`);
  const logIns = readLogIns();
  if (logIns)
    say(
      `\nFirst log-in of the sample commune (kept in .dondoc/start/first-log-in.txt; change the passwords for real use):\n\n${logIns.replaceAll(/^/gm, '  ').trimEnd()}`,
    );
  say('\nCtrl-C stops everything; the next start goes on where this one ended.');
}

function readLogIns(): string | undefined {
  try {
    return readFileSync(LOG_IN_FILE, 'utf8');
  } catch {
    return undefined; // A register that was not empty at the first start has no sample commune.
  }
}
