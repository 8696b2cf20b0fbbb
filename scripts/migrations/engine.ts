// Prisma's schema engine as WebAssembly: compares a database with the schema without downloading the native engine.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import { ROOT } from '../setup/paths.mjs';

/** SQL that leads from the database as it is to prisma/schema.prisma; empty when they agree. */
export async function diffToSchema(databaseUrl: string): Promise<string> {
  const path = join(ROOT, 'prisma', 'schema.prisma');
  const content = readFileSync(path, 'utf8');
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: databaseUrl }));
  // The engine never closes what it opens.
  const opened: { dispose(): unknown }[] = [];
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const result = await connect();
    if (result.ok) opened.push(result.value);
    return result;
  };
  const Engine = await loadEngine();
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
    await Promise.all(opened.map((adapter) => adapter.dispose()));
  }
}

interface Glue {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
  SchemaEngine: typeof SchemaEngine;
}

/** The package's own entry needs a bundler that can import `.wasm`; this does by hand what the bundler would do. */
async function loadEngine(): Promise<typeof SchemaEngine> {
  const glueFile = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const glue = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as unknown as Glue;
  const bytes = readFileSync(glueFile.replace(/\.js$/, '.wasm'));
  const imports = { './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports };
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue.SchemaEngine;
}
