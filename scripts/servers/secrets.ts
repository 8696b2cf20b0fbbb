// Secrets of an installation that was not given any: made once, kept under .dondoc/ for this user only, never committed.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DATA } from '../setup/paths.mjs';

const key = () => randomBytes(32).toString('base64');

const MAKERS = {
  AUTH_SECRET: key,
  LINK_SECRET: key,
  TEMPORAL_CODEC_KEYS: () => `first:${key()}`,
  ZALO_TOKEN_KEY: key,
} as const;

export type LocalSecrets = Record<keyof typeof MAKERS, string>;

export function localSecrets(file = join(DATA, 'secrets.json')): LocalSecrets {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<LocalSecrets>) : {};
  const all = Object.fromEntries(
    Object.entries(MAKERS).map(([name, make]) => [name, kept[name as keyof LocalSecrets] ?? make()]),
  ) as LocalSecrets;
  if (Object.keys(MAKERS).every((name) => name in kept)) return all;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
  return all;
}
