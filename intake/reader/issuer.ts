// The issuing body: from the header where it is printed, else inferred from the opening, the signature and the place.
import type { IssuerLevel, IssuerSystem, IssuingBody } from '../reading';
import { fold, isCaps, squeeze } from '../text/fold';
import type { HeaderLine } from './identity';
import { asPrinted, expand, recase } from './issuer-names';

export interface IssuerInput {
  header: HeaderLine[];
  opening: string;
  bodyText: string;
  tail: HeaderLine[];
  place: string | null;
  typeRest: string;
  symbol: string | null;
  title: string;
}

const ORGAN =
  /^(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|đảng ủy|đảng bộ|ban thường vụ|ban chấp hành|huyện ủy|tỉnh ủy|thành ủy|thị ủy|quận ủy|ban chỉ đạo|bcđ|sở |phòng |văn phòng|trung tâm|ban |ủy ban (?:mặt trận|mttq)|ubmttq|hội |đoàn |công an|bộ |cục |chi cục|chi bộ|liên đoàn|chính phủ|thủ tướng|quốc hội|tiểu ban|ủy ban bầu cử)/;
/** "CỘNG HÕA" and "CỘNG HOA" are what converters make of it. */
const MOTTO =
  /cộng h[oòóõ][aãá]? ?xã hội|độc lập|đảng cộng sản việt nam|^\*+$|^-+$|^số(?![\p{L}\d])|ngày.*tháng/u;
const OPENING_ISSUER =
  /(?:^|[,;.:]\s*|\)\s*|"\s*|\s)(ủy ban nhân dân|ubnd|ban thường vụ|ban chấp hành|đảng ủy|tỉnh ủy|thành ủy|huyện ủy|hội đồng nhân dân|hđnd|ban chỉ đạo|thường trực)(?!\p{L})/gu;
const ISSUES = /\s(?:xây dựng|ban hành|đề ra|triển khai|tổ chức thực hiện|quyết nghị|lập)(?=\s)/g;

const MOTTO_TEXTS = [
  'cộng hòa xã hội chủ nghĩa việt nam',
  'đảng cộng sản việt nam',
  'độc lập - tự do - hạnh phúc',
];
/** The first words of an office's name, alone on a line: the rest stands on the next. */
const CUT_NAME =
  /^(?:ủy|uỷ|hội|hội đồng|hội đồng nhân|đảng|ban|ủy ban|ủy ban nhân|ban chấp|ban thường|ban chỉ|tỉnh|thành|huyện)$/;

/** A line that holds nothing but a piece of the national motto or of the Party's name line. */
const isMottoPiece = (text: string): boolean => {
  const folded = fold(text)
    .replace(/[-*_\s]+$/, '')
    .trim();
  return (
    folded.length > 2 &&
    // "HỘI CHỦ NGHĨA VIỆT NAM" begins like an association: the motto was cut inside "xã hội".
    (!ORGAN.test(folded) || /chủ nghĩa/.test(folded)) &&
    MOTTO_TEXTS.some(
      (motto) =>
        motto === folded ||
        motto.startsWith(`${folded} `) ||
        motto.endsWith(` ${folded}`) ||
        motto.includes(` ${folded} `),
    )
  );
};

/** Lines of the header that name the issuer, in order: parent first, issuer last. */
function headerNames(header: HeaderLine[]): HeaderLine[] {
  const out: HeaderLine[] = [];
  let cut: string | null = null;
  for (const line of header) {
    let text = line.text
      .replace(
        /(?:CỘNG H(?:ÒA|OÀ|ÕA|OÃ|ÓA|OA) XÃ HỘI.*|ĐẢNG CỘNG SẢN VIỆT NAM.*|Độc lập.*|Số\s*:?.*|\*+)$/u,
        '',
      )
      .trim();
    if (!text || isMottoPiece(text) || MOTTO.test(fold(text))) continue;
    text = text.replace(/[-_*\s]+$/, '');
    if (cut !== null) {
      text = `${cut} ${text}`;
      cut = null;
    }
    const folded = fold(text);
    if (CUT_NAME.test(folded) && isCaps(`${text}XX`)) {
      cut = text;
      continue;
    }
    const previous = out.at(-1);
    if (ORGAN.test(folded) && (isCaps(text) || text.length < 80)) {
      // "BAN CHẤP HÀNH / ĐẢNG BỘ XÃ X": two lines of one name.
      if (previous && /^(?:ban chấp hành|ban thường vụ)$/.test(fold(previous.text)) && /^đảng/.test(folded))
        previous.text = `${previous.text} ${text}`;
      // "ỦY BAN MTTQ VIỆT NAM / XÃ X / BAN THƯỜNG TRỰC": the board of the body above it.
      else if (previous && folded === 'ban thường trực') previous.text = `${text} ${previous.text}`;
      else out.push({ text, lines: line.lines });
    } else if (previous && isCaps(text) && text.length < 70 && !/^(?:dự thảo|v\/v|về việc)/.test(folded)) {
      // The name goes on: "ỦY BAN NHÂN DÂN / XÃ TÂN HÒA", or the field of a steering committee.
      previous.text = `${previous.text} ${text}`;
    }
  }
  return out;
}

function levelOf(name: string): IssuerLevel | null {
  const folded = fold(name);
  const last = [
    ...folded.matchAll(
      /(?<![\p{L}])(xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh|thành phố|thành ủy|tỉnh ủy|huyện ủy)(?![\p{L}])/gu,
    ),
  ].map((match) => match[1]);
  const first = last[0];
  if (!first) return null;
  if (first === 'phường') return 'phuong';
  if (first === 'xã' || first === 'thị trấn' || first === 'đặc khu') return 'xa';
  if (/huyện|quận|thị xã/.test(first)) return 'huyen';
  return 'tinh';
}

function systemOf(name: string, input: IssuerInput): IssuerSystem | null {
  const folded = fold(name);
  const header = fold(input.header.map((line) => line.text).join(' '));
  if (
    /đảng ủy|đảng bộ|tỉnh ủy|thành ủy|huyện ủy|thị ủy|quận ủy|chi bộ|ban thường vụ|ban chấp hành/.test(folded)
  )
    return 'dang';
  if (/ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|^sở|^phòng|^công an/.test(folded)) return 'chinh_quyen';
  if (/mặt trận|mttq|^hội |^đoàn |công đoàn|liên đoàn/.test(folded)) return 'khac';
  if (/đảng cộng sản việt nam/.test(header) || /\/(?:đu|tu|hu|bcđ-đu)$/i.test(input.symbol ?? ''))
    return 'dang';
  if (/cộng hòa xã hội/.test(header)) return 'chinh_quyen';
  const signed = fold(input.tail.map((line) => line.text).join(' '));
  if (/t\/m|bí thư/.test(signed)) return 'dang';
  if (/chủ tịch|ủy ban nhân dân/.test(signed)) return 'chinh_quyen';
  // A steering committee without header or signature works under whom it carries out: the first document it names.
  const carried = /[-/](ubnd|qđ-ttg|nq-cp|ttg|cp|hđnd|tu|tw|đu|hu)(?![\p{L}])/u.exec(
    fold(input.opening),
  )?.[1];
  if (carried && /ban chỉ đạo/.test(folded))
    return /^(?:tu|tw|đu|hu)$/.test(carried) ? 'dang' : 'chinh_quyen';
  return null;
}

const MAX_ISSUER_CHARS = 150;

/** End of an issuer's name: the verb in lower case ("xã Tân Lập | ban hành"), before any punctuation. */
function nameEnd(opening: string, folded: string, at: number): number | null {
  // Only a stretch is looked at: an opening may be one line of many names.
  const [name = ''] = folded.slice(at, at + MAX_ISSUER_CHARS).split(/[,;.:]/, 1);
  for (const verb of name.matchAll(ISSUES)) {
    const initial = opening.charAt(at + verb.index + 1);
    if (initial === initial.toLowerCase()) return at + verb.index;
  }
  return null;
}

/** The last issuer named in the opening before its verb ("…, UBND xã X xây dựng Kế hoạch …"). */
function fromOpening(opening: string): string | null {
  const folded = fold(opening);
  OPENING_ISSUER.lastIndex = 0;
  let hit: string | null = null;
  let until = 0;
  for (let match = OPENING_ISSUER.exec(folded); match; match = OPENING_ISSUER.exec(folded)) {
    const at = match.index + match[0].lastIndexOf(match[1] ?? '');
    if (at < until) continue;
    const end = nameEnd(opening, folded, at);
    if (end === null) continue;
    const name = folded.slice(at, end);
    // "của Ủy ban nhân dân tỉnh về ban hành …" is the author of a basis.
    if (/(?:của|do|theo|tại|trình|đề nghị)\s*$/.test(folded.slice(Math.max(0, at - 12), at))) continue;
    if (/\svề\s|\sngày\s/.test(name)) continue;
    if (!/như sau|nội dung|kế hoạch|chương trình|đề án|nghị quyết/.test(folded.slice(at, at + 900))) continue;
    // "Ban Chỉ đạo … (sau đây gọi tắt là Ban Chỉ đạo)": the bracket is no part of the name.
    hit = squeeze(opening.slice(at, end)).replace(/\s*\((?:sau đây|gọi tắt)[^)]*\)/, '');
    until = end;
  }
  return hit;
}

const nameAfterLevel = (text: string): string | null => {
  const match =
    /(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh|thành phố)\s+(\p{Lu}[\p{L}'’]*(?:[\s-]+\p{Lu}[\p{L}'’]*)*)/u.exec(
      text,
    );
  return match?.[1] ?? null;
};

const hasName = (text: string): boolean =>
  nameAfterLevel(text) !== null || /(?:tỉnh|thành|huyện|thị|quận) ủy \p{Lu}/iu.test(text);

/** Which level word the body uses of itself, by count. */
function bodyLevel(text: string): 'xã' | 'phường' | 'đặc khu' | null {
  const sample = fold(text.slice(0, 60_000)).replace(
    /hợp tác xã|mỗi xã|xã hội|thị xã|(?:ubnd |ủy ban nhân dân )?các xã|cấp xã/g,
    ' ',
  );
  const counts: ['xã' | 'phường' | 'đặc khu', number][] = (['xã', 'phường', 'đặc khu'] as const).map(
    (word) => [word, countWord(sample, word)],
  );
  counts.sort((a, b) => b[1] - a[1]);
  return counts[0] && counts[0][1] > 0 ? counts[0][0] : null;
}

const countWord = (text: string, word: string): number =>
  text.split(new RegExp(`(?<![\\p{L}])${word}(?![\\p{L}])`, 'u')).length - 1;

export function readIssuer(input: IssuerInput): IssuingBody {
  const names = headerNames(input.header).filter((line) => ORGAN.test(fold(line.text)));
  const own = names.at(-1);
  const opened = fromOpening(input.opening);
  const parentInHeader = names.length > 1 ? expand(recase(names.at(-2)?.text ?? '')) : null;
  if (own) {
    let name = expand(asPrinted(own.text, input.bodyText) ?? recase(own.text));
    let source = 'phần đầu văn bản';
    let doubt = false;
    // A committee's document may be issued by its Standing Board, whatever the header says.
    const boardSigns =
      input.tail.some((line) => /^(?:t\/m|tm)[./\s]*ban thường vụ/.test(fold(line.text))) ||
      /ban thường vụ/.test(fold(input.typeRest));
    if (
      /^(?:Đảng (?:ủy|bộ)|Ban Chấp hành|(?:Tỉnh|Thành|Huyện|Thị|Quận) ủy)/.test(name) &&
      (/^ban thường vụ/.test(fold(opened ?? '')) || boardSigns)
    ) {
      name = `Ban Thường vụ ${name.replace(/^Ban Chấp hành\s+/, '').replace(/^Đảng bộ/, 'Đảng ủy')}`;
      source = 'phần đầu văn bản và câu mở đầu';
      doubt = true;
    }
    if (!hasName(name) && NAMED_BODY.test(name)) {
      const completed = withPlace(
        opened && (hasName(opened) || LEVEL_END.test(fold(opened))) ? expand(opened) : name,
        input,
      );
      if (completed !== name) {
        name = completed;
        source = 'phần đầu văn bản, câu mở đầu và địa danh';
        doubt = !(opened && hasName(opened));
      }
    }
    return {
      text: own.text,
      normalized: name,
      level: levelOf(name) ?? levelFromParent(parentInHeader),
      system: systemOf(name, input),
      parent: parentInHeader,
      derived_from: source,
      in_header: true,
      needs_confirmation: doubt,
      lines: [own.lines],
    };
  }
  return inferred(input, opened);
}

const levelFromParent = (parent: string | null): IssuerLevel | null => (parent ? levelOf(parent) : null);

/** No header: the opening sentence, then the type line, then the signature; place and level word complete the name. */
function inferred(input: IssuerInput, opened: string | null): IssuingBody {
  const authority = input.tail.find((line) => /^(?:tm|t\/m)\s*[./]?\s*\p{L}/u.test(fold(line.text)));
  const signed = authority ? expand(recase(authority.text.replace(/^(?:TM|T\/M|Tm)\s*[./]?\s*/, ''))) : null;
  const typed = /^của /.test(fold(input.typeRest))
    ? expand(recase(input.typeRest.replace(/^của\s+/i, '')))
    : null;
  const base = opened ? expand(opened) : (typed ?? signed);
  if (!base)
    return {
      text: null,
      normalized: null,
      level: null,
      system: systemOf('', input),
      parent: null,
      derived_from: null,
      in_header: false,
      needs_confirmation: true,
      lines: [],
    };
  const sources = [opened ? 'câu mở đầu' : typed ? 'dòng tên loại' : 'chữ ký'];
  let name = typed && /^ban thường vụ/.test(fold(typed)) && /^(?:đảng ủy)/.test(fold(base)) ? typed : base;
  // "CỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH X" under the type word says the place that the opening leaves out.
  if (typed && hasName(typed) && !hasName(name) && fold(typed).startsWith(fold(name))) name = typed;
  if (!hasName(name)) {
    const completed = withPlace(name, input);
    if (completed !== name) sources.push('địa danh', 'thân văn bản');
    name = completed;
  }
  return {
    text: opened ?? input.typeRest ?? signed,
    normalized: name,
    level: levelOf(name),
    system: systemOf(name, input),
    parent: null,
    derived_from: sources.join(', '),
    in_header: false,
    needs_confirmation: true,
    lines: authority ? [authority.lines] : [],
  };
}

const NAMED_BODY = /^(?:Ủy ban nhân dân|Hội đồng nhân dân|Đảng ủy|Ban Thường vụ|Ban Chấp hành)/;
const LEVEL_END = /(?:^|\s)(xã|phường|thị trấn|đặc khu|huyện|tỉnh|thành phố)$/;

/** Adds the level word the body uses of itself and the place of the date line to a name that lacks them. */
function withPlace(name: string, input: IssuerInput): string {
  if (hasName(name)) return name;
  const level =
    LEVEL_END.exec(fold(name))?.[1] ??
    levelOfPlace(input) ??
    (/(?:tỉnh|thành|huyện) ủy/.test(fold(name)) ? null : bodyLevel(input.bodyText));
  const place = input.place ?? placeInTitle(input.title, level);
  if (!level) return name;
  const levelled = fold(name).endsWith(level) ? name : `${name} ${level}`;
  return place ? `${levelled} ${place.replace(/^(?:Xã|Phường|Tỉnh|Thành phố|TP\.?)\s+/, '')}` : levelled;
}

/** "… trên địa bàn tỉnh X" in the title of a document dated at X: the level that X has. */
const levelOfPlace = (input: IssuerInput): string | null => {
  const title = fold(input.title);
  const place = input.place ? fold(input.place) : null;
  return (
    ['xã', 'phường', 'đặc khu', 'tỉnh', 'thành phố'].find((level) => title.includes(`${level} ${place}`)) ??
    null
  );
};

function placeInTitle(title: string, level: string | null): string | null {
  if (!level) return null;
  const match = new RegExp(`${level}\\s+(\\p{Lu}[\\p{L}]*(?:\\s\\p{Lu}[\\p{L}]*)*)`, 'u').exec(title);
  return match?.[1] ?? null;
}
