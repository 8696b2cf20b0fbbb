// Legal bases: documents named in the opening, with number, date and issuer; citations in the body are only noted.
import type { LegalBasis } from '../reading';
import { fold, squeeze } from '../text/fold';
import { type Item, linesAt } from '../text/items';
import { isDate, isoDate } from './deadlines';

const TYPES: [string, string][] = [
  ['chương trình hành động', 'chuong_trinh_hanh_dong'],
  ['chương trình', 'chuong_trinh'],
  ['nghị quyết', 'nghi_quyet'],
  ['quyết định', 'quyet_dinh'],
  ['nghị định', 'nghi_dinh'],
  ['thông tư liên tịch', 'thong_tu'],
  ['thông tư', 'thong_tu'],
  ['thông báo', 'thong_bao'],
  ['chỉ thị', 'chi_thi'],
  ['kế hoạch', 'ke_hoach'],
  ['kết luận', 'ket_luan'],
  ['công văn', 'cong_van'],
  ['công điện', 'cong_dien'],
  ['hướng dẫn', 'huong_dan'],
  ['quy định', 'quy_dinh'],
  ['đề án', 'de_an'],
  ['tờ trình', 'to_trinh'],
  ['báo cáo', 'bao_cao'],
  ['pháp lệnh', 'phap_lenh'],
  ['bộ luật', 'luat'],
  ['luật', 'luat'],
];
const NAMES = TYPES.map(([name]) => name).join('|');
const SYMBOL = String.raw`\d+(?:\s*[-/]\s*\d{4})?\s*[-/ ]\s*[\p{L}][\p{L}\d]*(?:\s?[-/]\s?[\p{L}\d]+)*`;
const REFERENCE = new RegExp(
  String.raw`(?:(${NAMES})\s+)?(?:số\s*:?\s*)?(?<![\d/])(${SYMBOL})(?:,?\s*(?:ngày\s*)?(\d{1,2})\s*(?:\/|-|\s?tháng\s?)\s*(\d{1,2})\s*(?:\/|-|,?\s?năm\s?)\s*(\d{4}))?(?:,?\s*của\s+([^,;."()]{3,90}?)(?=\s+(?:về|sửa|ban hành|phê duyệt|quy định|thực hiện|triển khai|hướng dẫn|đến|trên|gồm|khóa|\(|tại|cho|do|và|đối|trong|là|theo|nhằm|v\/v|giai)|[,;.:"()]|$))?`,
  'gu',
);
const LAW =
  /(?:^|\s)((?:bộ )?luật\s+(?:tổ chức\s+)?\p{L}[^,;.]{3,80}?)(?=\s+(?:số|ngày|năm|được|sửa|và các)|[,;.]|$)(?:[^,;.]*?ngày\s*(\d{1,2})\s*(?:\/|tháng)\s*(\d{1,2})\s*(?:\/|năm)\s*(\d{4}))?/u;

export interface Reference {
  from: number;
  to: number;
  docType: string | null;
  number: string;
  date: string | null;
  issuer: string | null;
}

const SYMBOLS =
  /(?:^|[-/ ])(?:nq|qđ|kh|ct|ctr|ctrhđ|tb|kl|hd|đa|nđ|tt|bc|cv|ttr|pl|qh\d*|ubnd|hđnd|tw|tu|hu|đu|cp|ttg|qy|cđ|vpcp|bch|btv|bcđ|bnnmt|bkhcn)(?![\p{L}])/u;

/** Numbered documents named in a text. */
export function referencesIn(item: Item): Reference[] {
  const out: Reference[] = [];
  REFERENCE.lastIndex = 0;
  for (let match = REFERENCE.exec(item.folded); match; match = REFERENCE.exec(item.folded)) {
    const symbol = match[2] ?? '';
    if (!SYMBOLS.test(symbol)) continue;
    const at = match.index + match[0].indexOf(symbol);
    const [day, month, year] = [Number(match[3]), Number(match[4]), Number(match[5])];
    const issuer = match[6]
      ? item.text.slice(match.index + match[0].length - match[6].length, match.index + match[0].length)
      : null;
    out.push({
      from: match.index,
      to: match.index + match[0].length,
      docType: match[1] ? (TYPES.find(([name]) => name === match[1])?.[1] ?? null) : typeOfSymbol(symbol),
      number: canonicalNumber(item.text.slice(at, at + symbol.length)),
      date: year && isDate(year, month, day) ? isoDate(year, month, day) : null,
      issuer: issuer ? squeeze(issuer) : null,
    });
  }
  return out;
}

function typeOfSymbol(symbol: string): string | null {
  const code = /[-/ ]\s*(ctr|nq|qđ|kh|ct|tb|kl|hd|đa|nđ|tt|bc)(?![\p{L}])/u.exec(symbol)?.[1];
  const map: Record<string, string> = {
    ctr: 'chuong_trinh_hanh_dong',
    nq: 'nghi_quyet',
    qđ: 'quyet_dinh',
    kh: 'ke_hoach',
    ct: 'chi_thi',
    tb: 'thong_bao',
    kl: 'ket_luan',
    hd: 'huong_dan',
    đa: 'de_an',
    nđ: 'nghi_dinh',
    tt: 'thong_tu',
    bc: 'bao_cao',
  };
  return code ? (map[code] ?? null) : null;
}

/** Printed form with blanks and dash kinds evened out. */
export const canonicalNumber = (text: string): string =>
  squeeze(text)
    .replace(/[‐-―−]/g, '-')
    .replace(/\s*([-/])\s*/g, '$1')
    .replace(/(\d) (?=\p{L})/u, '$1-');

/** Two numbers of one document, however their strokes are written ("07-NQ/TU", "07 NQ/TU", "07-NQ-TU"). */
export const sameNumber = (a: string, b: string): boolean =>
  fold(a).replace(/[-/\s]/g, '') === fold(b).replace(/[-/\s]/g, '');

export interface BasesResult {
  bases: LegalBasis[];
  implements: string[];
}

/** "…; UBND xã X ban hành Kế hoạch …, như sau:" joined to the bases above it is what they are for. */
const ISSUES_THIS =
  /\s(?:ban hành|xây dựng|lập)\s+(?:kế hoạch|chương trình|đề án|nghị quyết)[^;]*(?:như sau|sau đây|nội dung)/;

export function readBases(
  opening: Item[],
  body: Item[],
  titleItem: Item | null,
  confidence: number,
): BasesResult {
  const bases: LegalBasis[] = [];
  const numbers: string[] = [];
  const push = (basis: Omit<LegalBasis, 'id'>): void => {
    const twin = basis.number
      ? bases.find((other) => other.number && sameNumber(other.number, basis.number ?? ''))
      : undefined;
    if (twin) return;
    bases.push({ id: `L${bases.length + 1}`, ...basis });
  };
  for (const item of opening) {
    const carrying = /^(?:thực hiện|triển khai|tiếp tục thực hiện)/.test(item.folded);
    const based = /^căn cứ/.test(item.folded);
    if (!carrying && !based) continue;
    let from = 0;
    for (const part of item.text.split(/(?<=;)/)) {
      const to = from + part.length;
      const found = referencesIn(item).filter((ref) => ref.from >= from && ref.from < to);
      // The first document of a part is the basis; those after it stand inside its title.
      const main = found.slice(0, carrying ? 2 : 1);
      for (const ref of main) {
        if (
          carrying &&
          ref !== found[0] &&
          !/^(?:thực hiện|triển khai).{0,12}$|"[^"]*$/.test(
            item.folded.slice(Math.max(0, ref.from - 14), ref.from),
          ) &&
          !/(?:,|và)\s*$/.test(item.folded.slice(0, ref.from))
        )
          continue;
        push({
          text: squeeze(item.text.slice(ref.from, ref.to)),
          role: carrying ? 'thuc_hien' : 'can_cu',
          doc_type: ref.docType,
          number: ref.number,
          date: ref.date,
          issuer: ref.issuer,
          lines: linesAt(item, ref.from, ref.to),
          confidence: confidence * 0.9,
        });
        if (carrying && !numbers.some((number) => sameNumber(number, ref.number))) numbers.push(ref.number);
      }
      if (found.length === 0 && part.trim().length > 12 && !ISSUES_THIS.test(fold(part))) {
        const law = LAW.exec(fold(part));
        push({
          text: squeeze(part.replace(/^\s*(?:Căn cứ|Thực hiện)\s+/i, '')).replace(/[;.,]+$/, ''),
          role: carrying ? 'thuc_hien' : 'can_cu',
          doc_type: law ? 'luat' : 'khac',
          number: null,
          date: law?.[4] ? isoDate(Number(law[4]), Number(law[3]), Number(law[2])) : null,
          issuer: null,
          lines: linesAt(item, from, to),
          confidence: confidence * 0.7,
        });
      }
      from = to;
    }
  }
  for (const ref of titleItem ? referencesIn(titleItem) : []) {
    if (
      /^(?:về việc )?(?:thực hiện|triển khai)/.test(titleItem?.folded ?? '') &&
      !numbers.some((number) => sameNumber(number, ref.number))
    )
      numbers.push(ref.number);
  }
  for (const item of body) {
    if (item.table) continue;
    for (const ref of referencesIn(item)) {
      push({
        text: squeeze(item.text.slice(ref.from, ref.to)),
        role: 'vien_dan',
        doc_type: ref.docType,
        number: ref.number,
        date: ref.date,
        issuer: ref.issuer,
        lines: linesAt(item, ref.from, ref.to),
        confidence: confidence * 0.8,
      });
    }
  }
  return { bases, implements: numbers };
}
