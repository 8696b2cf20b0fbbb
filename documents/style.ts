/** Measures of official documents in one place: reporting-regime §2.1 (Nghị định 30/2020, Phụ lục I) and §2.4 (Party). */
import type { OfficialDocument } from './model';

export const FONT = 'Times New Roman';
/** Metric-compatible with Times New Roman, full Vietnamese, free to ship. */
export const PDF_FONT = 'Tinos';

export const NATIONAL_NAME = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const NATIONAL_MOTTO = 'Độc lập - Tự do - Hạnh phúc';
export const PARTY_NAME = 'ĐẢNG CỘNG SẢN VIỆT NAM';
export const DRAFT_MARK = 'DỰ THẢO';

export const PAGE_MM = { width: 210, height: 297, top: 20, bottom: 20, left: 30, right: 15 } as const;

/** Sizes in pt, lengths in mm unless the name says otherwise. */
export type Style = {
  nameSize: number;
  mottoSize: number;
  parentSize: number;
  bodyNameSize: number;
  numberSize: number;
  placeSize: number;
  typeSize: number;
  titleSize: number;
  /** Trích yếu of a công văn. */
  letterTitleSize: number;
  letterTitleItalic: boolean;
  textSize: number;
  pageNumberSize: number;
  firstLineMm: number;
  paragraphGapPt: number;
  /** Baseline to baseline. */
  linePitchPt: number;
  /** The Party's guidance asks for an exact pitch, the decree for single to 1.5 lines. */
  exactPitch: boolean;
  signatureSize: number;
  titleLineBold: boolean;
  recipientsLabel: 'bold-italic' | 'underlined';
  recipientsLabelSize: number;
  recipientsSize: number;
  tableSize: number;
  appendixLabelSize: number;
  /** Share of the text width given to the left half of the header, in percent. */
  headerLeftPercent: number;
};

const STATE: Style = {
  nameSize: 13,
  mottoSize: 14,
  parentSize: 13,
  bodyNameSize: 13,
  numberSize: 13,
  placeSize: 14,
  typeSize: 14,
  titleSize: 14,
  letterTitleSize: 12,
  letterTitleItalic: false,
  textSize: 14,
  pageNumberSize: 14,
  firstLineMm: 12.7,
  paragraphGapPt: 6,
  linePitchPt: 18,
  exactPitch: false,
  signatureSize: 14,
  titleLineBold: true,
  recipientsLabel: 'bold-italic',
  recipientsLabelSize: 12,
  recipientsSize: 11,
  tableSize: 12,
  appendixLabelSize: 14,
  headerLeftPercent: 40,
};

const PARTY_2018: Style = {
  ...STATE,
  nameSize: 15,
  mottoSize: 14,
  parentSize: 14,
  bodyNameSize: 14,
  numberSize: 14,
  placeSize: 14,
  typeSize: 16,
  titleSize: 15,
  letterTitleItalic: true,
  firstLineMm: 12.7,
  recipientsLabel: 'underlined',
  recipientsLabelSize: 14,
  recipientsSize: 12,
  headerLeftPercent: 45,
};

const PARTY_2026: Style = {
  ...PARTY_2018,
  firstLineMm: 10,
  exactPitch: true,
  titleLineBold: false,
};

export function styleOf(doc: OfficialDocument): Style {
  if (doc.system === 'chinh_quyen') return STATE;
  return doc.partyForm === 'HD36' ? PARTY_2018 : PARTY_2026;
}
