// What the Prisma command line needs to know; the service itself takes its configuration from config/env.ts.
import { defineConfig } from 'prisma/config';

// `generate` and `validate` need no database, so the address may be missing; Prisma does not load .env files by itself.
const url = process.env.DATABASE_URL;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(url ? { datasource: { url } } : {}),
});
