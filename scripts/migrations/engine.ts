// Prisma's schema engine as WebAssembly: compares a database with the schema without downloading the native engine.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import { Pool, type QueryArrayResult } from 'pg';
import { ROOT } from '../setup/paths.mjs';

/** SQL that leads from the database as it is to prisma/schema.prisma; empty when they agree. */
export async function diffToSchema(databaseUrl: string): Promise<string> {
  const path = join(ROOT, 'prisma', 'schema.prisma');
  const content = readFileSync(path, 'utf8');
  const { pool, adapters } = catalogueReader(databaseUrl);
  const factory = bindMigrationAwareSqlAdapterFactory(adapters);
  // Once per process: the package's glue keeps a view of one instance's memory.
  engineClass ??= loadEngine();
  const Engine = await engineClass;
  const engine = await Engine.new({ datamodels: [[path, content]] }, () => {}, factory);
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', configDir: join(ROOT, 'prisma'), files: [{ path, content }] },
      to: { tag: 'schemaDatamodel', files: [{ path, content }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout?.includes('This is an empty migration') ? '' : (stdout ?? '');
  } finally {
    engine.free();
    await pool.end();
  }
}

/**
 * PostgreSQL's catalogues hold one-letter columns of the internal type "char", which Prisma's driver refuses and its
 * engine wants as characters: the pool passes them off as char(n), which the driver reads as text, and the adapter
 * then names them for what they are.
 */
function catalogueReader(connectionString: string): { pool: Pool; adapters: PrismaPg } {
  const pool = new Pool({ connectionString });
  const letters = new Set<string>();
  const query = pool.query.bind(pool) as (...given: unknown[]) => Promise<QueryArrayResult>;
  const asBpchar = async (...given: unknown[]): Promise<QueryArrayResult> => {
    const result = await query(...given);
    for (const field of result.fields ?? []) {
      if (field.dataTypeID !== CHAR) continue;
      letters.add(field.name);
      field.dataTypeID = BPCHAR;
    }
    return result;
  };
  pool.query = asBpchar as typeof pool.query;
  const adapters = new PrismaPg(pool);
  const connect = adapters.connect.bind(adapters);
  adapters.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (given) => {
      const result = await queryRaw(given);
      result.columnNames.forEach((name, index) => {
        if (letters.has(name)) result.columnTypes[index] = ColumnTypeEnum.Character;
      });
      return result;
    };
    return adapter;
  };
  return { pool, adapters };
}

const CHAR = 18;
const BPCHAR = 1042;

interface Glue {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
  SchemaEngine: typeof SchemaEngine;
}

let engineClass: Promise<typeof SchemaEngine> | undefined;

/** The package's own entry needs a bundler that can import `.wasm`; this does by hand what the bundler would do. */
async function loadEngine(): Promise<typeof SchemaEngine> {
  // The engine reports its own faults here; without it they would be an unreadable "unreachable".
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => process.stderr.write(`${text}\n`) },
  });
  const glueFile = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const glue = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as unknown as Glue;
  const bytes = readFileSync(glueFile.replace(/\.js$/, '.wasm'));
  const imports = { './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports };
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue.SchemaEngine;
}
