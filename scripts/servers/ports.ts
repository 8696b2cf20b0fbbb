// Ports that nobody uses: found by asking the system, remembered where an address should stay the same.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';

/** A free port on the loopback address. Another process may take it before its use; who starts a server tries again. */
export async function freePort(): Promise<number> {
  return (await tryPort(0)) ?? freePort();
}

async function tryPort(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen({ port: wanted, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

/**
 * The ports of last time where they are still free, else new ones, written to `file`: a link in yesterday's mail
 * should open today.
 */
export async function rememberedPorts<Name extends string>(
  file: string,
  names: readonly Name[],
): Promise<Record<Name, number>> {
  const before = readPorts(file);
  const ports: [Name, number][] = [];
  for (const name of names) {
    const last = before[name];
    let port = last === undefined ? undefined : await tryPort(last);
    while (port === undefined || ports.some(([, taken]) => taken === port)) port = await freePort();
    ports.push([name, port]);
  }
  const result = Object.fromEntries(ports) as Record<Name, number>;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...before, ...result }, null, 2)}\n`);
  return result;
}

function readPorts(file: string): Record<string, number> {
  if (!existsSync(file)) return {};
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return value && typeof value === 'object' ? (value as Record<string, number>) : {};
  } catch {
    // Half-written by a crash: new ports are chosen.
    return {};
  }
}
