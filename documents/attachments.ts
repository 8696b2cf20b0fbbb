/** The line under an appendix's title that ties it to its document. */
import { dateLine, numberLine, type OfficialDocument } from './model';

const TYPE_WORD = { bao_cao: 'Báo cáo', cong_van: 'Công văn', van_ban: 'Văn bản' } as const;

/** '(Kèm theo Báo cáo số 218/BC-UBND ngày 24 tháng 6 năm 2026 của Ủy ban nhân dân xã Cẩm Hà)' */
export function citationOf(doc: OfficialDocument, issuerName: string): string {
  const number = numberLine(doc)?.replace(/^Số:?\s?/, ' số ') ?? '';
  const date = dateLine(doc).slice(doc.place.length + 2);
  return `(Kèm theo ${TYPE_WORD[doc.kind]}${number} ${date} của ${issuerName})`;
}
