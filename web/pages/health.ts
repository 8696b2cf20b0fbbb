/** For machines that watch the service: is the register there, is the engine there. No data about people. */
import { Hono } from 'hono';
import type { WebDeps, WebEnv } from '../deps';

const TIMEOUT_MS = 3_000;

async function answers(check: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('timeout')), TIMEOUT_MS);
    });
    const result = await Promise.race([check(), late]);
    return result !== false;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

export function healthRoutes({ db, temporalHealthy }: Pick<WebDeps, 'db' | 'temporalHealthy'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/suc-khoe', async (c) => {
    const [database, temporal] = await Promise.all([
      answers(() => db.$queryRaw`SELECT 1`),
      temporalHealthy ? answers(temporalHealthy) : Promise.resolve(null),
    ]);
    const ok = database && temporal !== false;
    const word = (up: boolean | null): string => (up === null ? 'not configured' : up ? 'up' : 'down');
    return c.json(
      { status: ok ? 'ok' : 'failing', database: word(database), temporal: word(temporal) },
      ok ? 200 : 503,
    );
  });
  return app;
}
