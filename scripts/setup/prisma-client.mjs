// Generates the database client when the schema changed.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, readStamp, writeStamp } from './paths.mjs';
import { SetupError, step } from './report.mjs';
import { run, tail } from './run.mjs';

export async function ensurePrismaClient() {
  const schema = readFileSync(join(ROOT, 'prisma', 'schema.prisma'));
  const prisma = join(ROOT, 'node_modules', 'prisma');
  const { version } = JSON.parse(readFileSync(join(prisma, 'package.json'), 'utf8'));
  const digest = createHash('sha256').update(schema).update(version).digest('hex');
  const client = join(ROOT, 'prisma', 'generated', 'client.ts');
  if (readStamp('prisma-client') === digest && existsSync(client)) return;
  await step('Generating the database client', async () => {
    const { code, output } = await run(process.execPath, [join(prisma, 'build', 'index.js'), 'generate'], {
      cwd: ROOT,
      env: {
        // `generate` needs no schema engine but downloads one when it has none; naming any program prevents that.
        PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
        CHECKPOINT_DISABLE: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      },
    });
    if (code !== 0 || !existsSync(client)) {
      throw new SetupError(
        `prisma generate failed:\n${tail(output)}`,
        'Mend prisma/schema.prisma and run the command again.',
      );
    }
  });
  writeStamp('prisma-client', digest);
}
