/** Environment variables → typed configuration, read once at the start of a process; see variables.ts for the list. */
import { z } from 'zod';
import { GROUPS, VARIABLES, type VariableName } from './variables';

const shape = Object.fromEntries(Object.entries(VARIABLES).map(([name, { schema }]) => [name, schema])) as {
  [Name in VariableName]: (typeof VARIABLES)[Name]['schema'];
};

const environment = z.object(shape);
type Values = z.output<typeof environment>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** All that is wrong with the environment, in words an operator can act on; no value of a secret is in it. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\nAll variables: npm run --silent dondoc -- env`,
    );
    this.name = 'ConfigError';
  }
}

/**
 * Reads and checks the whole configuration.
 * @throws ConfigError naming every variable that is missing or wrong, all at once
 */
export function readConfig(env: Environment): Config {
  // An empty variable is one that is not set: that is how shells and compose files leave things out.
  const given = Object.fromEntries(
    Object.keys(VARIABLES).map((name) => [name, env[name]?.trim() === '' ? undefined : env[name]?.trim()]),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => describe(issue, given)));
  const problems = contradictions(parsed.data);
  if (problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data);
}

function describe(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0]) as VariableName;
  if (given[name] === undefined) return `${name} is not set: ${VARIABLES[name].about}`;
  const shown = 'secret' in VARIABLES[name] ? '' : ` (it is "${given[name]}")`;
  return `${name} ${issue.message}${shown}`;
}

function contradictions(values: Values): string[] {
  const problems: string[] = [];
  if (Boolean(values.TEMPORAL_TLS_CERT_FILE) !== Boolean(values.TEMPORAL_TLS_KEY_FILE)) {
    problems.push('TEMPORAL_TLS_CERT_FILE and TEMPORAL_TLS_KEY_FILE belong together: set both or neither');
  }
  if (values.TEMPORAL_TLS === false && (values.TEMPORAL_API_KEY || values.TEMPORAL_TLS_CERT_FILE)) {
    problems.push('TEMPORAL_TLS is false, but an API key or certificate must not travel without TLS');
  }
  if (values.ZALO_APP_ID) {
    const needed = ['ZALO_APP_SECRET', 'ZALO_OA_ID', 'ZALO_OA_SECRET_KEY', 'ZALO_TOKEN_KEY'] as const;
    for (const name of needed) {
      if (!values[name]) problems.push(`${name} is not set, but ZALO_APP_ID is: ${VARIABLES[name].about}`);
    }
  }
  return problems;
}

function toConfig(values: Values) {
  const tls = values.TEMPORAL_TLS ?? Boolean(values.TEMPORAL_API_KEY || values.TEMPORAL_TLS_CERT_FILE);
  return {
    database: { url: values.DATABASE_URL, poolSize: values.DATABASE_POOL_SIZE },
    temporal: {
      address: values.TEMPORAL_ADDRESS,
      namespace: values.TEMPORAL_NAMESPACE,
      taskQueue: values.TEMPORAL_TASK_QUEUE,
      /** The first key writes, all of them read; `key` is base64 of 32 bytes (AES-256). */
      codecKeys: values.TEMPORAL_CODEC_KEYS,
      tls,
      ...(values.TEMPORAL_API_KEY ? { apiKey: values.TEMPORAL_API_KEY } : {}),
      ...(values.TEMPORAL_TLS_CERT_FILE && values.TEMPORAL_TLS_KEY_FILE
        ? {
            clientCertificate: {
              certFile: values.TEMPORAL_TLS_CERT_FILE,
              keyFile: values.TEMPORAL_TLS_KEY_FILE,
            },
          }
        : {}),
    },
    mail: {
      smtpUrl: values.SMTP_URL,
      from: values.MAIL_FROM,
      ...(values.MAIL_REPLY_TO ? { replyTo: values.MAIL_REPLY_TO } : {}),
    },
    web: {
      publicUrl: values.PUBLIC_URL,
      port: values.PORT,
      host: values.HOST,
      trustProxy: values.TRUST_PROXY,
      authSecret: values.AUTH_SECRET,
      linkSecret: values.LINK_SECRET,
    },
    /** Absent: no Official Account, everything goes by e-mail. */
    zalo: zaloConfig(values),
    log: { level: values.LOG_LEVEL, format: values.LOG_FORMAT },
    shutdownGraceMs: values.SHUTDOWN_GRACE_SECONDS * 1_000,
  };
}

function zaloConfig(values: Values) {
  const { ZALO_APP_ID, ZALO_APP_SECRET, ZALO_OA_ID, ZALO_OA_SECRET_KEY, ZALO_TOKEN_KEY } = values;
  if (!ZALO_APP_ID || !ZALO_APP_SECRET || !ZALO_OA_ID || !ZALO_OA_SECRET_KEY || !ZALO_TOKEN_KEY)
    return undefined;
  return {
    appId: ZALO_APP_ID,
    appSecret: ZALO_APP_SECRET,
    oaId: ZALO_OA_ID,
    oaSecretKey: ZALO_OA_SECRET_KEY,
    /** base64 of 32 bytes; encrypts the token pair in the register. */
    tokenKey: ZALO_TOKEN_KEY,
    organizationId: values.ZALO_ORGANIZATION_ID ?? null,
    templateId: values.ZALO_TEMPLATE_ID ?? null,
    pkce: values.ZALO_PKCE,
    codeVerifier: values.ZALO_CODE_VERIFIER ?? null,
    appSecretProof: values.ZALO_APP_SECRET_PROOF,
    webhookAcceptsOaId: values.ZALO_WEBHOOK_ACCEPT_OA_ID,
    baseUrls: {
      oauthBaseUrl: values.ZALO_OAUTH_BASE_URL,
      oaBaseUrl: values.ZALO_OA_BASE_URL,
      businessBaseUrl: values.ZALO_BUSINESS_BASE_URL,
    },
  };
}

export type Config = ReturnType<typeof toConfig>;
export type ZaloConfig = NonNullable<Config['zalo']>;

/** The table of all variables in Markdown: printed by `dondoc env`, part of docs/operations.md. */
export function variablesTable(): string {
  return GROUPS.map((group) => {
    const rows = Object.entries(VARIABLES)
      .filter(([, entry]) => entry.group === group)
      .map(([name, entry]) => {
        const cells = [
          `\`${name}\``,
          entry.about,
          shownDefault(entry),
          'embedded' in entry ? entry.embedded : '',
        ];
        return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
      });
    return [
      `**${group}**`,
      '',
      '| Variable | What it is | Default | Under `npm start` |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n');
  }).join('\n\n');
}

function shownDefault(entry: { schema: z.ZodType; example?: string }): string {
  const unset = entry.schema.safeParse(undefined);
  if (!unset.success) return entry.example ? `**required**, e.g. \`${entry.example}\`` : '**required**';
  if (unset.data === undefined) return entry.example ? `–, e.g. \`${entry.example}\`` : '–';
  return `\`${String(unset.data)}\``;
}
