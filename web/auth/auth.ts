/** Staff log-in: better-auth with e-mail and password on the register's tables; accounts are made by the office only. */
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import type { Database } from '../../services/context';

export interface AuthOptions {
  db: Database;
  secret: string;
  publicUrl: string;
}

export const MIN_PASSWORD_LENGTH = 10;
const SESSION_SECONDS = 12 * 3600;

export function createAuth({ db, secret, publicUrl }: AuthOptions) {
  return betterAuth({
    database: prismaAdapter(db, { provider: 'postgresql' }),
    secret,
    baseURL: publicUrl,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
    },
    // A working day: nobody is thrown out of a half-written decision, and no session outlives the night.
    session: { expiresIn: SESSION_SECONDS, updateAge: 3600 },
    advanced: {
      cookiePrefix: 'dondoc',
      useSecureCookies: publicUrl.startsWith('https://'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
    },
    // Our own limiter counts log-ins (http/rate-limit.ts): it knows the address behind the proxy and speaks Vietnamese.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

export type Auth = ReturnType<typeof createAuth>;
