/** A real browser for tests: Debian's Chromium through playwright-core, with axe-core and screenshots to look at. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const SCREENSHOTS = new URL('../../out/screenshots/', import.meta.url).pathname;

function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : null;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      // not under this name
    }
  }
  return null;
}

export const CHROMIUM = findChromium();
export const HOW_TO_GET_IT =
  'no browser found: install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to a Chromium program';

export interface TestBrowser {
  open(url: string, options?: { width?: number; scripts?: boolean }): Promise<Page>;
  close(): Promise<void>;
}

export async function startBrowser(): Promise<TestBrowser> {
  if (!CHROMIUM) throw new Error(HOW_TO_GET_IT);
  const contexts: { context: BrowserContext; profile: string }[] = [];
  return {
    async open(url, { width = 1280, scripts = true } = {}) {
      const profile = mkdtempSync(join(tmpdir(), 'dondoc-browser-'));
      const context = await chromium.launchPersistentContext(profile, {
        executablePath: CHROMIUM,
        headless: true,
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
        viewport: { width, height: width < 500 ? 740 : 900 },
        javaScriptEnabled: scripts,
        hasTouch: width < 500,
        locale: 'vi-VN',
        timezoneId: 'Asia/Ho_Chi_Minh',
      });
      contexts.push({ context, profile });
      context.setDefaultTimeout(15_000);
      const page = context.pages()[0] ?? (await context.newPage());
      await page.goto(url);
      return page;
    },
    async close() {
      for (const { context, profile } of contexts) {
        await context.close();
        rmSync(profile, { recursive: true, force: true });
      }
    },
  };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeWindow {
  axe: {
    run(options: object): Promise<{
      violations: {
        id: string;
        impact: string | null;
        nodes: { target: unknown; failureSummary?: string }[];
      }[];
    }>;
  };
}

/** Serious and critical findings of axe-core on the page as it stands, as 'rule: element'. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // Evaluated, not added as a script element: the page's own policy forbids inline scripts, and must.
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as AxeWindow;
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${String(target)} ${failureSummary ?? ''}`),
      );
  });
}

/** True where nothing sticks out to the right of the screen. */
export const fitsTheScreen = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}
