// Where the set-up keeps what it makes; everything lies in the checkout, so two checkouts never meet.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Machine-local state (programs, clusters, secrets), never committed. */
export const STATE = join(ROOT, '.dondoc');

/** Databases, mail and secrets: with the rest, unless DONDOC_DATA names another folder (another disk, a test). */
export const DATA = process.env.DONDOC_DATA ? resolve(process.env.DONDOC_DATA) : STATE;

/** Remembers under a name what a step was done for, so that the next start can skip it. */
export function readStamp(name) {
  const file = join(STATE, 'stamps', name);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/** Written by rename, so that a crash leaves the old stamp or the new one and nothing between. */
export function writeStamp(name, value) {
  const file = join(STATE, 'stamps', name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, `${value}\n`);
  renameSync(`${file}.${process.pid}`, file);
}
