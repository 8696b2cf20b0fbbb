// The register for a command of the operator: the configured one, or the one of `npm start`, running or not.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../services/context';
import { migrateDatabase } from '../migrate';
import { startPostgres } from '../servers/postgres';
import { ownerAlive, readOwner } from '../setup/lock.mjs';
import { DATA } from '../setup/paths.mjs';

/** Written by `npm start` while its database runs; holds the password, so only for this user. */
export const RUNNING_DATABASE_FILE = join(DATA, 'start', 'database-url');

export async function withRegister<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const { url, close } = await findRegister();
  const db = openDatabase(url, { poolSize: 2 });
  try {
    return await work(db);
  } finally {
    await db.$disconnect();
    await close();
  }
}

async function findRegister(): Promise<{ url: string; close: () => Promise<void> }> {
  const nothing = async () => {};
  const configured = process.env.DATABASE_URL;
  if (configured) return { url: configured, close: nothing };
  const running = ownerAlive(readOwner(join(DATA, 'postgres', 'start', 'owner.lock')));
  if (running && existsSync(RUNNING_DATABASE_FILE)) {
    return { url: readFileSync(RUNNING_DATABASE_FILE, 'utf8').trim(), close: nothing };
  }
  const server = await startPostgres({ purpose: 'start', durable: true });
  const url = await server.ensureDatabase('dondoc');
  await migrateDatabase(url);
  return { url, close: () => server.stop() };
}
