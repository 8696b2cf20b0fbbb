/** What the Zalo tests share: a simulator under a hand-moved clock, a client with tokens, a person who follows. */
import { manualClock } from '../clock';
import { createMemoryTokenStore, createZaloOaClient, type ZaloClientOptions, type ZaloLogger } from '.';
import { startZaloSimulator } from './simulator';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export async function setUpZalo(more: Partial<ZaloClientOptions> = {}) {
  const clock = manualClock('2026-06-12T08:00:00+07:00');
  const simulator = await startZaloSimulator({ clock, webhookTimeoutMs: 2_000 });
  const { control } = simulator;
  const tokenStore = createMemoryTokenStore();
  const lines: string[] = [];
  const log = (fields: object, message: string): void =>
    void lines.push(`${message} ${JSON.stringify(fields)}`);
  const logger: ZaloLogger = { info: log, warn: log };
  const makeClient = (changes: Partial<ZaloClientOptions> = {}) =>
    createZaloOaClient({
      appId: control.app.id,
      appSecret: control.app.secret,
      oaId: control.oa.id,
      tokenStore,
      baseUrls: simulator.baseUrls,
      clock,
      timeoutMs: 5_000,
      logger,
      ...more,
      ...changes,
    });
  const client = makeClient();
  await client.tokens.seed(control.issueTokens());
  const user = control.createUser({ displayName: 'Lan', phone: '84987654321' });
  await control.follow(user.id);
  return { clock, simulator, control, tokenStore, client, makeClient, user, lines };
}
