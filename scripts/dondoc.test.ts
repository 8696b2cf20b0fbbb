import { afterEach, describe, expect, it, vi } from 'vitest';
import { createProgram, main } from './dondoc';

let out = '';
let err = '';
function listen(): void {
  out = '';
  err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
}
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('the command line', () => {
  it('shows every command with a sentence in --help', async () => {
    listen();
    expect(await main(['--help'])).toBe(0);
    for (const command of createProgram().commands) {
      expect(command.description()).not.toBe('');
      expect(out).toContain(`${command.name()} `);
    }
  });

  it('answers a wrong command with code 2 and the way to help', async () => {
    listen();
    expect(await main(['no-such-command'])).toBe(2);
    expect(err).toMatch(/unknown command 'no-such-command'/);
    expect(err).toMatch(/--help/);
  });

  it('says what is missing in the environment with code 1', async () => {
    listen();
    vi.stubEnv('SMTP_URL', '');
    expect(await main(['env', '--check'])).toBe(1);
    expect(err).toMatch(/SMTP_URL is not set/);
  });
});
