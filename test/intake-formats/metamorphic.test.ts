// The same text as txt, docx and pdf reads as the same facts: the shared example plans and our own.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { closeSandbox, readDocument } from '../../intake/formats';
import { readPlan } from '../../intake/read-plan';
import { textToDocx } from './build-docx';
import { textToPdf } from './build-pdf';
import { differences, factsOf } from './facts';

const SHARED = new URL('../../../shared/plans/texts/', import.meta.url);
const OWN = new URL('../plans/texts/', import.meta.url);

function plansIn(folder: URL): [string, URL][] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => [name, new URL(name, folder)]);
}

const plans = [...plansIn(SHARED), ...plansIn(OWN)];
if (plansIn(SHARED).length === 0)
  console.warn('The shared example plans are absent; only our own are compared.');

const BUILDERS: [string, (text: string) => Promise<Uint8Array>][] = [
  ['docx', textToDocx],
  ['pdf', async (text) => textToPdf(text)],
  // Ragged on the right: where a line ends says less.
  ['pdf', async (text) => textToPdf(text, { justify: false })],
];

describe.skipIf(plans.length === 0)('one text in three formats', () => {
  afterAll(closeSandbox);

  it.each(plans)('%s reads the same facts from docx and from pdf', async (_name, file) => {
    const source = readFileSync(file);
    const text = (await readDocument(new Uint8Array(source))).text;
    const want = factsOf(readPlan(await readDocument(new Uint8Array(source))));
    for (const [format, build] of BUILDERS) {
      const document = await readDocument(await build(text));
      expect(document.format).toBe(format);
      expect(differences(want, factsOf(readPlan(document)))).toEqual([]);
    }
  });
});
