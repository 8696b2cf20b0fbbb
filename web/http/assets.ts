/** Style sheet, scripts and fonts, read once and served under an address that changes with their content. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { OFFICIAL_DOCUMENT_CSS } from '../../documents';
import type { WebEnv } from '../deps';

const FOLDER = fileURLToPath(new URL('../assets/', import.meta.url));
const FONT_FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('@fontsource/be-vietnam-pro/package.json')),
  'files',
);
const PREFIX = '/tai-nguyen';

const FONTS = ['vietnamese', 'latin-ext', 'latin'].flatMap((subset) =>
  [400, 600].map((weight) => ({ subset, weight, file: `be-vietnam-pro-${subset}-${weight}-normal.woff2` })),
);
// The ranges of @fontsource/be-vietnam-pro 5.3.0, so that a page fetches only the parts whose letters it shows.
const RANGES: Record<string, string> = {
  vietnamese:
    'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB',
  'latin-ext':
    'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
};

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

interface Asset {
  url: string;
  type: string;
  bytes: Uint8Array;
}

const assets = new Map<string, Asset>();

function add(name: string, bytes: Uint8Array): string {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const url = `${PREFIX}/${hash}/${name}`;
  assets.set(name, { url, type: TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream', bytes });
  return url;
}

const faces = FONTS.map(
  ({ subset, weight, file }) =>
    `@font-face{font-family:'Be Vietnam Pro';font-style:normal;font-weight:${weight};font-display:swap;` +
    `src:url(${add(file, readFileSync(join(FONT_FOLDER, file)))}) format('woff2');unicode-range:${RANGES[subset]}}`,
).join('\n');

add('app.css', Buffer.from(`${faces}\n${readFileSync(join(FOLDER, 'app.css'), 'utf8')}`));
add('official.css', Buffer.from(OFFICIAL_DOCUMENT_CSS));
for (const name of ['icon.svg', 'page.js', 'autosave.js', 'evidence.js', 'sort.js']) {
  add(name, readFileSync(join(FOLDER, name)));
}

/** Address of an asset; throws on a name that does not exist, so that a page with a wrong one fails its test. */
export function assetUrl(name: string): string {
  const asset = assets.get(name);
  if (!asset) throw new Error(`unknown asset ${name}`);
  return asset.url;
}

export function assetRoutes(): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get(`${PREFIX}/:hash/:name`, (c) => {
    const asset = assets.get(c.req.param('name'));
    if (!asset) return c.notFound();
    // An old address still gets today's file, but is not kept: only the current address is immutable.
    const current = asset.url === c.req.path;
    return c.body(Uint8Array.from(asset.bytes), 200, {
      'content-type': asset.type,
      'cache-control': current ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  });
  return app;
}
