// Tone marks that the recogniser lost in the fixed phrases of the genre, and marks it drops at the start of a line.

/** Fixed phrases of at least two syllables: their letters without tones can hardly be anything else. */
const PHRASES = [
  'Ủy ban nhân dân',
  'Hội đồng nhân dân',
  'Cộng hòa xã hội chủ nghĩa Việt Nam',
  'Độc lập - Tự do - Hạnh phúc',
  'Đảng Cộng sản Việt Nam',
  'Ban Thường vụ',
  'Ban Chấp hành',
  'Đảng ủy',
  'Đảng bộ',
  'Kế hoạch',
  'Nghị quyết',
  'Chương trình hành động',
  'Quyết định',
  'Chủ tịch',
  'Phó Chủ tịch',
  'Bí thư',
  'Phó Bí thư',
  'Nơi nhận',
  'Mục tiêu',
  'Mục đích',
  'Yêu cầu',
  'Nhiệm vụ',
  'Giải pháp',
  'Tổ chức thực hiện',
  'Phấn đấu',
  'Chuyển đổi số',
  'Phối hợp',
  'Báo cáo',
  'Định kỳ',
  'Hằng năm',
  'Giai đoạn',
  'Căn cứ',
  'Phòng Kinh tế',
  'Phòng Văn hóa - Xã hội',
  'Văn phòng',
] as const;

const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();

const BY_LETTERS = new Map(PHRASES.map((phrase) => [plain(phrase), phrase]));
const LONGEST = Math.max(...PHRASES.map((phrase) => phrase.split(' ').length));

/** Gives each letter of `right` the case of the letter in its place. */
function withCaseOf(right: string, printed: string): string {
  return [...right]
    .map((letter, i) => {
      const model = printed[i] ?? letter;
      return model !== model.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
    })
    .join('');
}

function repairPhrases(words: string[]): void {
  for (let i = 0; i < words.length; i++) {
    for (let count = Math.min(LONGEST, words.length - i); count >= 2; count--) {
      const printed = words
        .slice(i, i + count)
        .join(' ')
        .normalize('NFC');
      const [, before = '', core = '', after = ''] = /^([“"(]*)(.*?)([”"),.;:]*)$/su.exec(printed) ?? [];
      const phrase = BY_LETTERS.get(plain(core));
      if (!phrase || core.length !== phrase.length) continue;
      words.splice(i, count, ...`${before}${withCaseOf(phrase, core)}${after}`.split(' '));
      i += count - 1;
      break;
    }
  }
}

/** Specks in the white between the two columns of a letterhead come out as a row of dots after its capitals. */
const LEADERS = /^(\p{Lu}{2,})[._…-]{2,}$/u;

/** Words of one recognised line; as many come back. Figures, names and dates are never touched. */
export function repairWords(line: string[]): string[] {
  const words = line.map((word) => word.normalize('NFC').replace(LEADERS, '$1'));
  const [first, second] = words;
  if (first !== undefined) {
    if (/^[lL]\.?$/.test(first) && /^\p{Lu}{2}/u.test(second ?? '')) words[0] = 'I.';
    else if (/^\d{1,2},$/.test(first) && /^\p{Lu}/u.test(second ?? '')) words[0] = first.replace(',', '.');
    else if (/^[IVX]{1,5}$/.test(first) && /^\p{Lu}{2}/u.test(second ?? '')) words[0] = `${first}.`;
    else words[0] = first.replace(/^(TM|KT|TL|TUQ)\.(?=\p{Lu})/u, '$1. ').replace(/^-(?=\p{L})/u, '- ');
  }
  // A word that was split above counts as two in its phrase.
  const parts = words.map((word) => word.split(' '));
  const flat = parts.flat();
  repairPhrases(flat);
  let at = 0;
  return parts.map((part) => {
    const repaired = flat.slice(at, at + part.length).join(' ');
    at += part.length;
    return repaired;
  });
}
