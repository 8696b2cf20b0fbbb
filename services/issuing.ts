/** What official documents of the commune share: who issues them, who signs, how a plan is cited. */

import type { Issuer, OfficialDocument, Signer } from '../documents';
import { renderDocx, renderPdf } from '../documents';
import type { PlanIdentity } from '../domain/compile-types';
import type { Organization, Plan, Prisma } from '../prisma/generated/client';
import type { Scope, Tx } from './context';
import { civilDateOrNull } from './dates';
import { printedNumber, typeName } from './document-name';
import { storeFile } from './files';
import type { PlanFacts } from './plan-facts';
import { SIGNER_SYSTEMS, settingsOf } from './settings';

/** The form of a report follows the body that issued the plan, the commune's own name where that is the same system. */
export function issuerOf(organization: Organization, plan: Pick<Plan, 'system' | 'issuingBody'>): Issuer {
  return {
    system: plan.system,
    name: plan.system === organization.system ? organization.name : plan.issuingBody,
    place: organization.placeName,
    parent: organization.parentName,
  };
}

/** Letters are signed by order of the head (`TL.`), reports by the head; the settings may name another (Điều 13). */
export async function signerOf(
  tx: Tx,
  organizationId: string,
  { system, kind }: { system: Issuer['system']; kind: 'letter' | 'summary' },
): Promise<Signer> {
  const { signers } = await settingsOf(tx, organizationId);
  const party = system === 'dang';
  const usual = party ? 'bi_thu' : 'chu_tich';
  const byOrder = party ? 'chanh_van_phong_dang_uy' : 'chanh_van_phong';
  const fallback: Signer = { role: kind === 'letter' ? byOrder : usual, name: null };
  const chosen = signers[kind];
  return chosen && SIGNER_SYSTEMS[chosen.role] === system ? chosen : fallback;
}

export function planIdentityOf(plan: PlanFacts): PlanIdentity {
  const yearOf = (date: Date | null): number | null => (date ? date.getUTCFullYear() : null);
  return {
    id: plan.id,
    typeName: typeName(plan),
    number: printedNumber(plan),
    date: civilDateOrNull(plan.issuedOn),
    title: plan.title,
    issuer: plan.issuingBody,
    startYear: yearOf(plan.termFrom),
    endYear: yearOf(plan.termTo),
  };
}

export interface Rendered {
  model: OfficialDocument;
  docx: Uint8Array;
  pdf: Uint8Array;
}

/** Both renderings of a document. Takes tens of milliseconds, so it is done before a transaction, never in one. */
export async function render(model: OfficialDocument): Promise<Rendered> {
  return { model, docx: await renderDocx(model), pdf: await renderPdf(model) };
}

const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Keeps a drafted document with both files. Returns its id and the files under the names people will see. */
export async function storeDocument(
  tx: Tx,
  scope: Scope,
  document: Rendered & {
    kind: 'letter' | 'summary' | 'supplement';
    title: string;
    number: string | null;
    fileName: string;
  },
): Promise<{ id: string; files: { fileId: string; name: string }[] }> {
  const { organizationId, asOf } = scope;
  const name = { docx: `${document.fileName}.docx`, pdf: `${document.fileName}.pdf` };
  const docxFileId = await storeFile(tx, scope, {
    name: name.docx,
    contentType: DOCX_TYPE,
    bytes: document.docx,
  });
  const pdfFileId = await storeFile(tx, scope, {
    name: name.pdf,
    contentType: 'application/pdf',
    bytes: document.pdf,
  });
  const { id } = await tx.issuedDocument.create({
    data: {
      organizationId,
      kind: document.kind,
      title: document.title,
      number: document.number,
      model: JSON.parse(JSON.stringify(document.model)) as Prisma.InputJsonObject,
      docxFileId,
      pdfFileId,
      createdAt: asOf,
    },
    select: { id: true },
  });
  return {
    id,
    files: [
      { fileId: docxFileId, name: name.docx },
      { fileId: pdfFileId, name: name.pdf },
    ],
  };
}
