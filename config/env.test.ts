import { describe, expect, it } from 'vitest';
import { ConfigError, type Environment, readConfig, variablesTable } from './env';
import { VARIABLES } from './variables';

const KEY = Buffer.alloc(32, 7).toString('base64');
const SECRET = 'a-secret-that-is-long-enough-for-it';

const complete: Environment = {
  DATABASE_URL: 'postgresql://dondoc:secretpassword@db.example.vn:5432/dondoc',
  TEMPORAL_ADDRESS: 'temporal.example.vn:7233',
  TEMPORAL_CODEC_KEYS: `new:${KEY},old:${KEY}`,
  SMTP_URL: 'smtps://user:pw@mail.example.vn:465',
  MAIL_FROM: 'Đôn Đốc <dondoc@example.vn>',
  PUBLIC_URL: 'https://dondoc.example.vn',
  AUTH_SECRET: SECRET,
  LINK_SECRET: SECRET,
};

const zalo: Environment = {
  ZALO_APP_ID: '1234567890123456789',
  ZALO_APP_SECRET: 'app-secret',
  ZALO_OA_ID: '9999000011112222333',
  ZALO_OA_SECRET_KEY: 'oa-secret',
  ZALO_TOKEN_KEY: KEY,
};

function problemsOf(env: Environment): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('reads the least that is needed and fills in the rest', () => {
    const config = readConfig(complete);
    expect(config.temporal).toMatchObject({ namespace: 'default', taskQueue: 'dondoc', tls: false });
    expect(config.temporal.codecKeys).toEqual([
      { id: 'new', key: KEY },
      { id: 'old', key: KEY },
    ]);
    expect(config.mail.from).toEqual({ name: 'Đôn Đốc', address: 'dondoc@example.vn' });
    expect(config.web).toMatchObject({ port: 8080, host: '127.0.0.1', trustProxy: false });
    expect(config.zalo).toBeUndefined();
  });

  it('names everything that is missing at once, each with what it is for', () => {
    const problems = problemsOf({});
    for (const name of Object.keys(complete)) {
      expect(problems.some((problem) => problem.startsWith(`${name} is not set: `))).toBe(true);
    }
    expect(problems).toHaveLength(Object.keys(complete).length);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(problemsOf({ ...complete, SMTP_URL: ' ' })[0]).toMatch(/^SMTP_URL is not set/);
    expect(readConfig({ ...complete, PORT: '' }).web.port).toBe(8080);
  });

  it.each([
    ['DATABASE_URL', 'mysql://db/dondoc', /begins with postgresql:\/\//],
    ['TEMPORAL_ADDRESS', 'https://temporal.example.vn', /host:port/],
    ['TEMPORAL_CODEC_KEYS', 'new:tooshort', /32 random bytes/],
    ['TEMPORAL_CODEC_KEYS', `a:${KEY},a:${KEY}`, /two keys of the same name/],
    ['MAIL_FROM', 'nobody', /e-mail address/],
    ['MAIL_FROM', 'A <a@b.vn> <c@d.vn>', /Name <address>/],
    ['PUBLIC_URL', 'https://dondoc.example.vn/', /without a slash/],
    ['ZALO_OA_BASE_URL', 'https://openapi.zalo.me/', /end in a slash/],
    ['PORT', '80a', /whole number/],
    ['PORT', '70000', /between 0 and 65535/],
    ['AUTH_SECRET', 'short', /32 characters/],
    ['TRUST_PROXY', 'yes', /true or false/],
    ['LOG_LEVEL', 'loud', /LOG_LEVEL/],
    ['ZALO_PKCE', 'sometimes', /fixed, per-request or none/],
  ])('refuses %s=%s', (name, value, expected) => {
    const problems = problemsOf({ ...complete, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
    expect(problems[0]).toMatch(new RegExp(`^${name} `));
  });

  it('never repeats a secret in what it says', () => {
    const problems = problemsOf({
      ...complete,
      DATABASE_URL: 'mysql://u:topsecret@db',
      AUTH_SECRET: 'hunter2',
    });
    expect(problems.join(' ')).not.toMatch(/topsecret|hunter2/);
    expect(problems).toHaveLength(2);
  });

  it('switches TLS on with an API key, and refuses to send one without it', () => {
    expect(readConfig({ ...complete, TEMPORAL_API_KEY: 'k' }).temporal.tls).toBe(true);
    expect(problemsOf({ ...complete, TEMPORAL_API_KEY: 'k', TEMPORAL_TLS: 'false' })[0]).toMatch(
      /TEMPORAL_TLS is false/,
    );
    expect(problemsOf({ ...complete, TEMPORAL_TLS_CERT_FILE: 'c.pem' })[0]).toMatch(/both or neither/);
  });

  it('has all of Zalo or nothing of it', () => {
    expect(readConfig({ ...complete, ...zalo }).zalo).toMatchObject({
      oaId: '9999000011112222333',
      pkce: 'fixed',
      baseUrls: { oaBaseUrl: 'https://openapi.zalo.me' },
    });
    const problems = problemsOf({ ...complete, ZALO_APP_ID: '1234567890' });
    expect(problems).toHaveLength(4);
    expect(problems[0]).toMatch(/^ZALO_APP_SECRET is not set, but ZALO_APP_ID is/);
  });
});

describe('variablesTable', () => {
  it('lists every variable once', () => {
    const table = variablesTable();
    for (const name of Object.keys(VARIABLES)) expect(table.split(`| \`${name}\` |`)).toHaveLength(2);
  });
});
