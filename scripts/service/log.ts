// The log of a process: one JSON line per event for machines, or lines for people. Ids only, no personal data (law 8).
import { type Logger, pino } from 'pino';
import type { Config } from '../../config/env';

export function createLog({ log }: Pick<Config, 'log'>, name: string): Logger {
  const options = { name, level: log.level, redact: ['*.password', '*.token', '*.secret'] };
  if (log.format === 'json') return pino(options);
  return pino({
    ...options,
    transport: {
      target: 'pino-pretty',
      options: { ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', destination: 2 },
    },
  });
}
