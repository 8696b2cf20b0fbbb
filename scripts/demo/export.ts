/** Writes what the play produced as files: letters and summaries as docx and PDF, Zalo messages as JSON. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { slugOf } from '../../domain/text';
import type { World } from './world';

export interface ExportedDocument {
  id: string;
  kind: string;
  title: string;
  organization: string;
  createdAt: string;
  docx: string;
  pdf: string;
}

export async function exportDocuments(world: World, out: string): Promise<ExportedDocument[]> {
  const zaloDir = join(out, 'zalo');
  mkdirSync(zaloDir, { recursive: true });
  for (const [position, message] of world.zalo.control.outbox().entries()) {
    const name = `${String(position + 1).padStart(4, '0')}.json`;
    writeFileSync(join(zaloDir, name), `${JSON.stringify(message, null, 1)}\n`);
  }
  const documents = await world.db.issuedDocument.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: { docx: true, pdf: true },
  });
  const organizations = new Map((await world.db.organization.findMany()).map(({ id, name }) => [id, name]));
  const folder = join(out, 'documents');
  mkdirSync(folder, { recursive: true });
  return documents.map((document, position) => {
    const base = `${String(position + 1).padStart(3, '0')}-${document.kind}-${slugOf(document.title).slice(0, 50)}`;
    writeFileSync(join(folder, `${base}.docx`), document.docx.bytes);
    writeFileSync(join(folder, `${base}.pdf`), document.pdf.bytes);
    return {
      id: document.id,
      kind: document.kind,
      title: document.title,
      organization: organizations.get(document.organizationId) ?? '',
      createdAt: document.createdAt.toISOString(),
      docx: `documents/${base}.docx`,
      pdf: `documents/${base}.pdf`,
    };
  });
}
