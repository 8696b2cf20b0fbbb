// What the service stands on: each part as configured, or the embedded one under .dondoc/ where nothing is configured.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startMailbox } from '../../channels/mailbox';
import { REMINDER_TEMPLATE_ID, startZaloSimulator, type ZaloSimulator } from '../../channels/zalo/simulator';
import { rememberedPorts } from '../servers/ports';
import { startPostgres } from '../servers/postgres';
import { localSecrets } from '../servers/secrets';
import type { Supervisor } from '../servers/supervisor';
import { startTemporalServer } from '../servers/temporal-server';
import { RUNNING_DATABASE_FILE } from '../service/register';
import { readOwner, tryLock } from '../setup/lock.mjs';
import { DATA } from '../setup/paths.mjs';
import { SetupError } from '../setup/report.mjs';

export const START_FOLDER = join(DATA, 'start');

export interface Infrastructure {
  /** Complete configuration: what was given, and the addresses of the embedded parts. */
  env: Record<string, string | undefined>;
  /** Pages a person may look at, by name. */
  pages: Record<string, string>;
  /** The simulator, unless a real Official Account is configured. */
  zalo: ZaloSimulator | undefined;
}

const PORTS = ['portal', 'mailboxPage', 'smtp', 'zalo', 'temporal', 'temporalPage'] as const;

export async function startInfrastructure(
  supervisor: Supervisor,
  say: (line: string) => void,
): Promise<Infrastructure> {
  const given = process.env;
  mkdirSync(START_FOLDER, { recursive: true });
  // Before anything else: a second start must not take new ports and write them over those of the running one.
  const lock = tryLock(join(START_FOLDER, 'owner.lock'));
  if (!lock) {
    throw new SetupError(
      `The service of this checkout runs already (process ${readOwner(join(START_FOLDER, 'owner.lock'))?.pid ?? '?'}).`,
      'End that process first (Ctrl-C in its terminal), or work in a second checkout.',
    );
  }
  supervisor.add('Lock', lock.release);
  const ports = await rememberedPorts(join(START_FOLDER, 'ports.json'), PORTS);
  const pages: Record<string, string> = {};
  const env: Record<string, string | undefined> = { LOG_FORMAT: 'pretty', ...localSecrets() };

  const database = async () => {
    if (given.DATABASE_URL) return;
    const first = !existsSync(join(DATA, 'postgres', 'start'));
    say(first ? 'PostgreSQL: creating the database under .dondoc/ …' : 'PostgreSQL: starting …');
    const server = await startPostgres({ purpose: 'start', durable: true });
    supervisor.add('PostgreSQL', () => server.stop());
    env.DATABASE_URL = await server.ensureDatabase('dondoc');
    writeFileSync(RUNNING_DATABASE_FILE, env.DATABASE_URL, { mode: 0o600 });
    supervisor.add('Address of the database', () => rmSync(RUNNING_DATABASE_FILE, { force: true }));
  };
  const engine = async () => {
    if (given.TEMPORAL_ADDRESS) return;
    say('Temporal: starting …');
    const { temporal: port, temporalPage: uiPort } = ports;
    const server = await startTemporalServer({ purpose: 'start', persistent: true, port, uiPort });
    supervisor.add('Temporal', () => server.stop());
    env.TEMPORAL_ADDRESS = server.address;
    if (server.uiUrl) pages['Temporal (running workflows)'] = server.uiUrl;
  };
  // Both are waited for even if one fails, so that the supervisor knows what to stop.
  const results = await Promise.allSettled([database(), engine()]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;

  if (!given.SMTP_URL) {
    const dir = join(START_FOLDER, 'mail');
    const mailbox = await startMailbox({ dir, smtpPort: ports.smtp, httpPort: ports.mailboxPage });
    supervisor.add('Mailbox', () => mailbox.close());
    env.SMTP_URL = mailbox.smtpUrl;
    env.MAIL_FROM = 'Đôn Đốc <dondoc@binh-an.example.vn>';
    pages['Mailbox (all mail that was sent)'] = mailbox.httpUrl;
  }
  const zalo = given.ZALO_APP_ID ? undefined : await startSimulator(supervisor, ports.zalo);
  if (zalo) {
    Object.assign(env, zaloVariables(zalo));
    pages['Zalo simulator (all Zalo messages)'] = zalo.url;
  }
  env.PORT = String(ports.portal);
  const { HOST: host = '127.0.0.1', PORT: port = env.PORT } = given;
  // The address people type; 0.0.0.0 is where it listens, not where it is.
  env.PUBLIC_URL = `http://${host === '0.0.0.0' || host === '127.0.0.1' ? 'localhost' : host}:${port}`;
  const set = Object.entries(given).filter(([, value]) => value !== undefined && value.trim() !== '');
  return { env: { ...env, ...Object.fromEntries(set) }, pages, zalo };
}

async function startSimulator(supervisor: Supervisor, port: number): Promise<ZaloSimulator> {
  const zalo = await startZaloSimulator({ port, stateFile: join(START_FOLDER, 'zalo.json') });
  supervisor.add('Zalo simulator', () => zalo.close());
  return zalo;
}

function zaloVariables({ control, baseUrls }: ZaloSimulator): Record<string, string> {
  return {
    ZALO_APP_ID: control.app.id,
    ZALO_APP_SECRET: control.app.secret,
    ZALO_OA_ID: control.oa.id,
    ZALO_OA_SECRET_KEY: control.oa.secretKey,
    ZALO_TEMPLATE_ID: REMINDER_TEMPLATE_ID,
    ZALO_OAUTH_BASE_URL: baseUrls.oauthBaseUrl,
    ZALO_OA_BASE_URL: baseUrls.oaBaseUrl,
    ZALO_BUSINESS_BASE_URL: baseUrls.businessBaseUrl,
  };
}
