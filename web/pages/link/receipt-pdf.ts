/** The receipt as a file to keep: the slip of documents/, filled from the register. */
import { renderPdf, submissionReceipt } from '../../../documents';
import { formatNumber } from '../../../domain/format';
import { isoInstant } from '../../../domain/time';
import type { Database } from '../../../services/context';
import { storedFigures } from '../../../services/figures';
import { issuerOf, planIdentityOf } from '../../../services/issuing';
import type { Receipt } from '../../../services/links';

/** Bytes of the PDF, or null where the report has gone meanwhile. */
export async function receiptPdf(db: Database, receipt: Receipt): Promise<Uint8Array | null> {
  const row = await db.submission.findUnique({
    where: { id: receipt.submissionId },
    include: {
      files: { include: { file: { select: { sha256: true } } }, orderBy: { name: 'asc' } },
      obligation: { include: { unit: true, period: true, plan: { include: { organization: true } } } },
    },
  });
  if (!row) return null;
  const { plan, unit, period, timeliness, dueAt } = row.obligation;
  const figures = storedFigures(row.figures);
  const targets = await db.target.findMany({
    where: { organizationId: row.organizationId, id: { in: figures.map(({ targetId }) => targetId) } },
    select: { id: true, indicator: true, unit: true },
  });
  const isPaper = receipt.officialDate.getTime() !== receipt.submittedAt.getTime();
  return renderPdf(
    submissionReceipt({
      issuer: issuerOf(plan.organization, plan),
      plan: planIdentityOf(plan),
      periodLabel: period.label,
      unitName: unit.name,
      receiptCode: receipt.receiptNumber,
      version: receipt.version,
      receivedAt: isoInstant(receipt.officialDate),
      enteredAt: isPaper ? isoInstant(receipt.submittedAt) : null,
      dueAt: isoInstant(dueAt),
      timeliness: timeliness === 'late' || timeliness === 'late_extended' ? timeliness : 'on_time',
      submittedBy: receipt.submittedByName,
      onBehalfOf: receipt.onBehalfOfName,
      nil: receipt.nil,
      figures: figures.flatMap((figure) => {
        const target = targets.find(({ id }) => id === figure.targetId);
        const value = figure.value ?? null;
        const text = figure.assessment ?? (value === null ? null : formatNumber(value));
        return target && text !== null
          ? [{ indicator: target.indicator, value: text, unit: target.unit }]
          : [];
      }),
      attachments: row.files.map(({ name, file }) => ({ name, sha256: file.sha256 })),
    }),
  );
}
