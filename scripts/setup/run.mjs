// Runs a program for the set-up and keeps its output for the case that it fails.
import { spawn } from 'node:child_process';

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number}} [options]
 * @returns {Promise<{code: number, output: string}>} `code` is -1 when the program is not there or was stopped.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
    });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    const output = () => Buffer.concat(chunks).toString('utf8');
    child.on('error', (error) => resolve({ code: -1, output: String(error.message) }));
    child.on('close', (code) => resolve({ code: code ?? -1, output: output() }));
  });
}

/** The last lines of a failed program's output, for the error message. */
export function tail(output, lines = 12) {
  return output.trim().split('\n').slice(-lines).join('\n');
}
