/** Every environment variable of the service: what it is for, what it may be, what it defaults to. The only list. */
import { z } from 'zod';

/** A line of the operator's manual together with the rule that checks the value. */
export interface Variable<Schema extends z.ZodType = z.ZodType> {
  group: Group;
  /** One sentence for the operator; what is needed, why, and where it comes from. */
  about: string;
  /** Takes the text of the environment, or undefined when it is not set. */
  schema: Schema;
  /** Shown in the manual; for values that are not secret. */
  example?: string;
  /** Its value never appears in a message or a log. */
  secret?: true;
  /** What `npm start` uses when the variable is not set. */
  embedded?: string;
}

export const GROUPS = ['Register', 'Engine', 'Mail', 'Portal', 'Zalo', 'Operation'] as const;
export type Group = (typeof GROUPS)[number];

const variable = <Schema extends z.ZodType>(given: Variable<Schema>): Variable<Schema> => given;

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

/** A base address, perhaps with a path (the simulator serves three hosts on one port). */
const baseUrl = () =>
  url('http:', 'https:').refine((text) => !text.endsWith('/'), { error: 'must not end in a slash' });

/** An origin: joined with paths by the service, so a slash or a path at its end would come out doubled. */
const origin = () =>
  url('http:', 'https:').refine((text) => new URL(text).origin === text, {
    error: 'must be scheme, host and port only, without a slash or path at the end',
  });

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, { error: 'must be a whole number' })
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: `must lie between ${min} and ${max}` });

const yesOrNo = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .transform((text) => text === 'true');

/** A secret people type may be long; one too short could be guessed. 32 characters of base64 are 192 bits. */
const secretText = z.string().min(32, { error: 'must have 32 characters or more (openssl rand -base64 32)' });

const idText = z
  .string()
  .regex(/^\d{5,25}$/, { error: 'must be a number of 5 to 25 digits, as Zalo shows it' });

const aesKey = z.string().refine((text) => /^[A-Za-z0-9+/]{43}=$/.test(text), {
  error: 'must be 32 random bytes in base64 (openssl rand -base64 32)',
});

const codecKeys = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim().split(':')))
  .pipe(
    z
      .array(
        z
          .tuple([z.string().regex(/^[A-Za-z0-9._-]{1,32}$/), aesKey], {
            error: 'must be name:key, the key being 32 random bytes in base64; several separated by commas',
          })
          .transform(([id, key]) => ({ id, key })),
      )
      .min(1)
      .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, {
        error: 'holds two keys of the same name',
      }),
  );

const mailbox = z
  .string()
  .transform((text) => /^\s*(?:"?([^"<]*?)"?\s*<([^<>\s]+)>|([^<>\s]+))\s*$/.exec(text))
  .pipe(
    z.custom<RegExpExecArray>((match) => match !== null, {
      error: 'must be an address, alone or as "Name <address>"',
    }),
  )
  .transform(([, name = '', inBrackets, alone]) => ({
    name: name.trim(),
    address: inBrackets ?? alone ?? '',
  }))
  .pipe(z.object({ name: z.string(), address: z.email({ error: 'must hold a valid e-mail address' }) }));

export const VARIABLES = {
  DATABASE_URL: variable({
    group: 'Register',
    about:
      'The PostgreSQL database (15 or later) that holds the register. Its owner must be able to create tables.',
    schema: url('postgresql:', 'postgres:'),
    example: 'postgresql://dondoc:…@db.example.vn:5432/dondoc?sslmode=require',
    secret: true,
    embedded: 'PostgreSQL under .dondoc/postgres/start',
  }),
  DATABASE_POOL_SIZE: variable({
    group: 'Register',
    about: 'Connections that one process keeps open at most.',
    schema: wholeNumber(2, 200).default(10),
  }),
  TEMPORAL_ADDRESS: variable({
    group: 'Engine',
    about: 'Host and port of the Temporal server: your own on PostgreSQL, or Temporal Cloud.',
    schema: z.string().regex(/^[^\s/:]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i, {
      error: 'must be host:port, without a scheme',
    }),
    example: 'temporal.example.vn:7233',
    embedded: 'Temporal development server, state under .dondoc/temporal/start',
  }),
  TEMPORAL_NAMESPACE: variable({
    group: 'Engine',
    about: 'The namespace; its retention should be 7 days or more.',
    schema: z.string().min(1).default('default'),
  }),
  TEMPORAL_TASK_QUEUE: variable({
    group: 'Engine',
    about: 'The task queue that workers and clients of this installation share.',
    schema: z.string().min(1).default('dondoc'),
  }),
  TEMPORAL_API_KEY: variable({
    group: 'Engine',
    about: 'API key of Temporal Cloud; switches TLS on.',
    schema: z.string().min(1).optional(),
    secret: true,
  }),
  TEMPORAL_TLS: variable({
    group: 'Engine',
    about: 'Connect with TLS. Default: only with an API key or a client certificate.',
    schema: yesOrNo.optional(),
  }),
  TEMPORAL_TLS_CERT_FILE: variable({
    group: 'Engine',
    about: 'Client certificate (PEM) for mutual TLS.',
    schema: z.string().min(1).optional(),
    example: '/etc/dondoc/temporal.pem',
  }),
  TEMPORAL_TLS_KEY_FILE: variable({
    group: 'Engine',
    about: 'Key of the client certificate (PEM).',
    schema: z.string().min(1).optional(),
    example: '/etc/dondoc/temporal.key',
  }),
  TEMPORAL_CODEC_KEYS: variable({
    group: 'Engine',
    about:
      'Keys that encrypt what Temporal stores, as name:key, separated by commas; the first one writes, all read. Keep an old key until no run written with it is left.',
    schema: codecKeys,
    example: '2026a:…,2025:…',
    secret: true,
    embedded: 'made once, kept in .dondoc/secrets.json',
  }),
  SMTP_URL: variable({
    group: 'Mail',
    about:
      'The mail server, with user and password in the address: smtps:// for TLS from the start, smtp:// for STARTTLS.',
    schema: url('smtp:', 'smtps:'),
    example: 'smtps://user:password@mail.example.vn:465',
    secret: true,
    embedded: 'the local mailbox, to be looked at in the browser',
  }),
  MAIL_FROM: variable({
    group: 'Mail',
    about:
      'Sender of all mail, as "Name <address>". The domain needs SPF and DKIM for the mail server above.',
    schema: mailbox,
    example: 'Đôn Đốc <dondoc@xa-binh-an.example.vn>',
    embedded: 'Đôn Đốc <dondoc@localhost.localdomain>',
  }),
  MAIL_REPLY_TO: variable({
    group: 'Mail',
    about: 'Where answers go when nobody reads the sender address.',
    schema: mailbox.transform(({ address }) => address).optional(),
    example: 'vanphong@xa-binh-an.example.vn',
  }),
  PUBLIC_URL: variable({
    group: 'Portal',
    about: 'The address under which people reach the portal; it stands in every link of every message.',
    schema: origin(),
    example: 'https://dondoc.xa-binh-an.example.vn',
    embedded: 'the address the portal listens on',
  }),
  PORT: variable({
    group: 'Portal',
    about: 'Port the portal listens on.',
    schema: wholeNumber(0, 65_535).default(8_080),
    embedded: 'a free one, the same at the next start',
  }),
  HOST: variable({
    group: 'Portal',
    about: 'Address the portal listens on; 0.0.0.0 for all, behind a reverse proxy that speaks HTTPS.',
    schema: z.string().min(1).default('127.0.0.1'),
  }),
  TRUST_PROXY: variable({
    group: 'Portal',
    about:
      'true only behind a reverse proxy that sets X-Forwarded-For; otherwise anyone could forge their address.',
    schema: yesOrNo.default(false),
  }),
  AUTH_SECRET: variable({
    group: 'Portal',
    about: 'Signs the sessions of the staff and the forms. Changing it logs everybody out.',
    schema: secretText,
    secret: true,
    embedded: 'made once, kept in .dondoc/secrets.json',
  }),
  LINK_SECRET: variable({
    group: 'Portal',
    about: 'Signs the links in messages. Changing it makes every link sent before useless.',
    schema: secretText,
    secret: true,
    embedded: 'made once, kept in .dondoc/secrets.json',
  }),
  ZALO_APP_ID: variable({
    group: 'Zalo',
    about:
      'Number of the app at developers.zalo.me. With it, all of Zalo is switched on; without it, messages go by e-mail.',
    schema: idText.optional(),
    embedded: 'the simulator',
  }),
  ZALO_APP_SECRET: variable({
    group: 'Zalo',
    about: 'The app\'s "Secret key" (app settings).',
    schema: z.string().min(1).optional(),
    secret: true,
  }),
  ZALO_OA_ID: variable({
    group: 'Zalo',
    about: 'Number of the Official Account that sends.',
    schema: idText.optional(),
  }),
  ZALO_OA_SECRET_KEY: variable({
    group: 'Zalo',
    about: 'The "OA Secret Key" shown with the webhook settings; it is not the app secret.',
    schema: z.string().min(1).optional(),
    secret: true,
  }),
  ZALO_ORGANIZATION_ID: variable({
    group: 'Zalo',
    about:
      'The commune (id in the register) whose Official Account this is. Not needed while there is only one.',
    schema: z
      .uuid({ error: 'must be the id of a commune (npm run --silent dondoc -- organizations)' })
      .optional(),
  }),
  ZALO_TEMPLATE_ID: variable({
    group: 'Zalo',
    about:
      'The approved ZBS template for reminders outside the seven-day window, with ten_don_vi, ten_bao_cao, han_nop.',
    schema: idText.optional(),
  }),
  ZALO_TOKEN_KEY: variable({
    group: 'Zalo',
    about: 'Encrypts the tokens of the Official Account in the register: 32 random bytes in base64.',
    schema: aesKey.optional(),
    secret: true,
    embedded: 'made once, kept in .dondoc/secrets.json',
  }),
  ZALO_PKCE: variable({
    group: 'Zalo',
    about:
      "How consent is protected: fixed (the challenge is saved in the console), per-request, or none. Zalo's sources disagree; fixed is the documented way.",
    schema: z
      .enum(['fixed', 'per-request', 'none'], { error: 'must be fixed, per-request or none' })
      .default('fixed'),
  }),
  ZALO_CODE_VERIFIER: variable({
    group: 'Zalo',
    about:
      'The verifier whose challenge is saved in the console; needed for ZALO_PKCE=fixed when consenting.',
    schema: z
      .string()
      .regex(/^[A-Za-z0-9._~-]{43,128}$/, { error: 'must have 43 to 128 letters, digits or . _ ~ -' })
      .optional(),
    secret: true,
  }),
  ZALO_APP_SECRET_PROOF: variable({
    group: 'Zalo',
    about: 'Add the appsecret_proof header to calls, for apps whose console demands it.',
    schema: yesOrNo.default(false),
  }),
  ZALO_WEBHOOK_ACCEPT_OA_ID: variable({
    group: 'Zalo',
    about:
      'Also accept webhook signatures that begin with the OA number instead of the app number; a match is logged.',
    schema: yesOrNo.default(false),
  }),
  ZALO_OAUTH_BASE_URL: variable({
    group: 'Zalo',
    about: 'Host of consent and tokens.',
    schema: baseUrl().default('https://oauth.zaloapp.com'),
    embedded: 'the simulator',
  }),
  ZALO_OA_BASE_URL: variable({
    group: 'Zalo',
    about: 'Host of Official Account messages.',
    schema: baseUrl().default('https://openapi.zalo.me'),
    embedded: 'the simulator',
  }),
  ZALO_BUSINESS_BASE_URL: variable({
    group: 'Zalo',
    about: 'Host of template messages by phone number.',
    schema: baseUrl().default('https://business.openapi.zalo.me'),
    embedded: 'the simulator',
  }),
  LOG_LEVEL: variable({
    group: 'Operation',
    about: 'How much is logged: fatal, error, warn, info, debug, trace.',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  }),
  LOG_FORMAT: variable({
    group: 'Operation',
    about: 'json for machines, pretty for people.',
    schema: z.enum(['json', 'pretty']).default('json'),
    embedded: 'pretty',
  }),
  SHUTDOWN_GRACE_SECONDS: variable({
    group: 'Operation',
    about: 'How long sends under way may take after SIGTERM; keep it below the time your supervisor waits.',
    schema: wholeNumber(1, 600).default(20),
  }),
} as const;

export type VariableName = keyof typeof VARIABLES;
