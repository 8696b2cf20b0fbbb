// A real, migrated, empty PostgreSQL database for a test: given back when the test passes, kept for a look when it fails.
import { onTestFinished } from 'vitest';
import type { Database } from '../../services/context';
import { openDatabase } from '../../services/context';
import { ask } from './client';
import type { GivenDatabase } from './databases';
import { dropAfterFile } from './kept';

export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** The register on this database, opened at first use and closed with the test. */
  readonly db: Database;
}

/**
 * A clone of the migrated template, or an emptied one that a test before used. In a test or `beforeEach` the database ends with the test, in `beforeAll`
 * with the file.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const given = await ask<GivenDatabase>('/database');
  const { name, url } = given;
  let opened: Database | undefined;
  const close = () => opened?.$disconnect();
  const database: TestDatabase = {
    name,
    url,
    get db() {
      opened ??= openDatabase(url, { poolSize: 5 });
      return opened;
    },
  };
  try {
    onTestFinished(async ({ task }) => {
      await close();
      await finish({ ...given, failed: task.result?.state === 'fail', of: task.name });
    });
  } catch {
    // Not inside a test: it lives until the file's end.
    dropAfterFile(async ({ failed, of }) => {
      await close();
      await finish({ ...given, failed, of });
    });
  }
  return database;
}

async function finish(given: GivenDatabase & { failed: boolean; of: string }): Promise<void> {
  if (given.failed) {
    console.error(`The database ${given.name} of the failed "${given.of}" is kept until the next run:
  npm run --silent dondoc -- postgres ${given.purpose}`);
    return;
  }
  await ask(`/give-back/${given.name}`);
}
