/** The sample documents of the project's own writing: two communes and a Party committee, as docx, pdf and txt. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { textToDocx } from '../../test/intake-formats/build-docx';
import { textToPdf } from '../../test/intake-formats/build-pdf';
import type { Intake } from '../../web/server';
import { asDocument, type PlayDocument } from './documents';

const sample = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`./samples/${name}.txt`, import.meta.url)), 'utf8');

export async function sampleDocuments(intake: Intake): Promise<PlayDocument[]> {
  const files = [
    {
      name: 'binh-an.docx',
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      bytes: await textToDocx(sample('binh-an')),
    },
    { name: 'tan-phu.pdf', type: 'application/pdf', bytes: textToPdf(sample('tan-phu')) },
    {
      name: 'dang-uy-binh-an.txt',
      type: 'text/plain',
      bytes: new TextEncoder().encode(sample('dang-uy-binh-an')),
    },
  ];
  const documents: PlayDocument[] = [];
  for (const file of files) documents.push(await asDocument(file, intake));
  return documents;
}
