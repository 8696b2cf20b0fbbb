import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../config/env';
import { rememberedPorts } from './ports';
import { localSecrets } from './secrets';
import { createSupervisor } from './supervisor';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dondoc-servers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('createSupervisor', () => {
  it('stops the last started first, once, and goes on when a part fails', async () => {
    const stopped: string[] = [];
    const said: string[] = [];
    const supervisor = createSupervisor((line) => said.push(line));
    supervisor.add('database', () => void stopped.push('database'));
    supervisor.add('engine', () => Promise.reject(new Error('stuck')));
    supervisor.add('worker', async () => void stopped.push('worker'));
    await Promise.all([supervisor.stop(), supervisor.stop()]);
    expect(stopped).toEqual(['worker', 'database']);
    expect(said).toContain('engine did not stop cleanly: stuck');
  });
});

describe('rememberedPorts', () => {
  it('keeps ports from start to start, and gives way where one is taken', async () => {
    const file = join(folder, 'ports.json');
    const first = await rememberedPorts(file, ['portal', 'mail']);
    expect(first.portal).not.toBe(first.mail);
    expect(await rememberedPorts(file, ['portal', 'mail'])).toEqual(first);
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(first.mail, '127.0.0.1', resolve));
    const third = await rememberedPorts(file, ['portal', 'mail']);
    squatter.close();
    expect(third.portal).toBe(first.portal);
    expect(third.mail).not.toBe(first.mail);
  });

  it('chooses anew when the file was half written', async () => {
    const file = join(folder, 'ports.json');
    writeFileSync(file, '{"portal": 12');
    expect((await rememberedPorts(file, ['portal'])).portal).toBeGreaterThan(0);
  });
});

describe('localSecrets', () => {
  it('makes usable secrets once, readable by this user only', () => {
    const file = join(folder, 'secrets.json');
    const first = localSecrets(file);
    expect(localSecrets(file)).toEqual(first);
    expect(statSync(file).mode & 0o077).toBe(0);
    const config = readConfig({
      ...first,
      DATABASE_URL: 'postgresql://u:p@h/d',
      TEMPORAL_ADDRESS: 'h:7233',
      SMTP_URL: 'smtp://h',
      MAIL_FROM: 'a@b.vn',
      PUBLIC_URL: 'http://h',
    });
    expect(config.temporal.codecKeys).toHaveLength(1);
  });

  it('adds a secret that an older version did not have and keeps the others', () => {
    const file = join(folder, 'secrets.json');
    const { LINK_SECRET } = localSecrets(file);
    writeFileSync(file, JSON.stringify({ LINK_SECRET }));
    expect(localSecrets(file).LINK_SECRET).toBe(LINK_SECRET);
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object)).toHaveLength(4);
  });
});
