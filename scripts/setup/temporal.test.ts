import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download, findProgram } from './temporal.mjs';
import { PROGRAMS } from './temporal-pins.mjs';

let folder: string;
let server: Server;
const path = process.env.PATH;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dondoc-temporal-'));
});
afterEach(() => {
  process.env.PATH = path;
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A program of that name which answers --version as Temporal's does. */
function programOnPath(version: string): string {
  const file = join(folder, 'temporal');
  writeFileSync(file, `#!/bin/sh\necho "temporal version ${version} (Server 1.32.0, UI 2.54.1)"\n`, {
    mode: 0o755,
  });
  process.env.PATH = `${folder}:/usr/bin:/bin`;
  return file;
}

async function serve(status: number, body: string): Promise<string> {
  server = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/release.tar.gz`;
}

describe('findProgram', () => {
  it('takes the Temporal that is on PATH', () => {
    expect(findProgram('temporal')).not.toBe(join(folder, 'temporal'));
    const file = programOnPath('1.7.0');
    expect(findProgram('temporal')).toBe(file);
  });

  it('passes over one that is too old or is something else', () => {
    programOnPath('1.1.2');
    expect(findProgram('temporal')).not.toBe(join(folder, 'temporal'));
    programOnPath('nonsense');
    expect(findProgram('temporal')).not.toBe(join(folder, 'temporal'));
  });
});

describe('download', () => {
  it('writes what it gets', async () => {
    const file = join(folder, 'got');
    await download(await serve(200, 'the archive'), file);
    expect(readFileSync(file, 'utf8')).toBe('the archive');
  });

  it('says which host did not give it', async () => {
    const address = await serve(404, 'nothing here');
    await expect(download(address, join(folder, 'got'))).rejects.toThrow(/127\.0\.0\.1.*HTTP 404/);
    await expect(download('http://127.0.0.1:1/x', join(folder, 'got'))).rejects.toThrow(/does not answer/);
  });
});

describe('the pins', () => {
  it('name a version and a sha256 of program and wheel for each system', () => {
    for (const { version, wheel, pins } of Object.values(PROGRAMS)) {
      expect(wheel.endsWith(`==${version}`)).toBe(true);
      expect(Object.keys(pins).toSorted()).toEqual([
        'darwin-arm64',
        'darwin-x64',
        'linux-arm64',
        'linux-x64',
      ]);
      for (const pin of Object.values(pins)) {
        expect(pin.program).toMatch(/^[0-9a-f]{64}$/);
        expect(pin.wheel).toMatch(/^[0-9a-f]{64}$/);
      }
    }
  });
});
