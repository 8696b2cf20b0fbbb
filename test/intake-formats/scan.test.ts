// A scanned page, askew and noisy, gives the identity and the reporting clauses that the same page gives as text.

import { afterAll, describe, expect, it } from 'vitest';
import { closeSandbox, type ReadProgress, readDocument } from '../../intake/formats';
import { readPlan } from '../../intake/read-plan';
import { textToPdf } from './build-pdf';
import { type ScanOptions, scannedPdf, scanOf } from './build-scan';
import { differences, factsOf } from './facts';
import { codesOf } from './helpers';
import { SCAN_PLAN } from './scan-plan';

const PAGE = textToPdf(SCAN_PLAN.text, {
  header: SCAN_PLAN.header,
  footer: SCAN_PLAN.footer,
  numbers: false,
});
const WIDTH = 1_654;
const HEIGHT = 2_339;

/** What has to be right on a scan; words in running text may lose a tone. */
async function essentials(bytes: Uint8Array): Promise<unknown> {
  const { document, reporting, signer } = factsOf(readPlan(await readDocument(bytes)));
  const { title: _, title_lines: __, ...identity } = document as Record<string, unknown>;
  return { identity, reporting, signer };
}

const FILES: [string, ScanOptions, boolean][] = [
  ['a picture turned by 0.7°', { angle: 0.7 }, false],
  ['a picture turned the other way, noisier', { angle: -1.4, noise: 110, specks: 0.001, seed: 3 }, false],
  ['a PDF of one JPEG', { angle: 0.5, format: 'jpeg' }, true],
];

describe('scans', () => {
  afterAll(closeSandbox);

  it.each(FILES)('%s reads like the page as text', { timeout: 120_000 }, async (_name, options, inPdf) => {
    const want = await essentials(PAGE);
    const picture = await scanOf(PAGE, 1, options);
    const bytes = inPdf ? scannedPdf([{ data: picture, width: WIDTH, height: HEIGHT }]) : picture;
    expect(differences(want, await essentials(bytes))).toEqual([]);
  });

  it('says that it recognised a scan, how sure it is, and how far it got', { timeout: 120_000 }, async () => {
    const progress: ReadProgress[] = [];
    const document = await readDocument(await scanOf(PAGE, 1), { onProgress: (step) => progress.push(step) });
    expect(document.format).toBe('scan');
    expect(codesOf(document)).toContain('SCANNED');
    expect(document.confidence).toBeGreaterThan(0.7);
    expect(document.confidence).toBeLessThanOrEqual(0.95);
    expect(progress.filter((step) => step.stage === 'nhan_dang').map((step) => step.page)).toEqual([0, 1]);
    expect(document.blocks.every((block) => block.page === 1)).toBe(true);
  });
});
