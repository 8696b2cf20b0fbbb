// The end of the document: recipients and signature.
import type { LineRange } from '../model';
import type { Recipient, Signer } from '../reading';
import { fold, isCaps, isLowerStart, squeeze } from '../text/fold';
import { isPageHead } from '../text/running';
import type { HeaderLine } from './identity';

const RECIPIENTS = /^nơi nhận\s*[:.]?\s*/;
const AUTHORITY =
  /^(?:tm|t\/m|thay mặt)\s*[./:]?\s*\/?\s*(?:ủy ban|ubnd|ban |đảng|hội đồng|hđnd|bch|btv|đoàn|huyện|tỉnh|thành|thường|chi|chủ tọa|tiểu ban|tổ |chính phủ|quốc hội|bộ )/;
const SIGNED_FOR =
  /^(?:kt|tl|tuq|q)\s*[./]\s*(?:chủ tịch|bí thư|bộ trưởng|trưởng|(?:tổng )?giám đốc|phó|thủ trưởng|thủ tướng|chánh|(?:tổng )?cục trưởng|vụ trưởng|viện trưởng|hiệu trưởng|tư lệnh)/;
const TITLE =
  /^(?:q\.\s*)?(?:phó\s+)?(?:chủ tịch|bí thư|bộ trưởng|thứ trưởng|thủ tướng|chủ tọa|trưởng (?:tiểu )?ban|(?:tổng )?giám đốc|trưởng phòng|chánh văn phòng|thủ trưởng|phó trưởng ban|phó giám đốc|phó bí thư(?: thường trực)?|viện trưởng|hiệu trưởng|(?:tổng )?cục trưởng|chỉ huy trưởng)(?:\s+(?:thường trực|ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|đảng ủy|xã|phường|tỉnh|thành phố).*)?$/;
const STAMP = /^\(?\s*(?:đã ký|ký tên|ký,? ?(?:ghi rõ|đóng dấu)|ký số|kí|dấu)/;
/** Also "Y Blin Niê", "H'Lim Ayun", "Sùng A Páo": names of one letter, or with a letter and an apostrophe. */
const NAME_WORD = String.raw`\p{Lu}(?:['’]\p{Lu})?\p{Ll}*(?:['’]\p{Ll}+)?`;
const NAME = new RegExp(
  String.raw`^(?:(?:Thượng|Trung|Đại|Thiếu)\s(?:tá|úy)\s|TS\.?\s|ThS\.?\s|PGS\.?\s*|BS\.?\s)?(?=.*\p{Ll})${NAME_WORD}(?:\s${NAME_WORD}){1,5}$`,
  'u',
);
const CAPS_NAME = /^\p{Lu}{2,}(?:\s\p{Lu}{1,}){1,5}$/u;
const LOOSE_BRACE = /^[}\])|\s]*[}\]][}\s]*\(?(?:để|đề)?\s*(b\/c|t\/h|p\/h|báo cáo|thực hiện)?\)?[.;]?$/;
const PURPOSE =
  /(?:\(|;\s*|,\s*|\s-\s|\s|\})\(?((?:để|đề)?\s*(?:b\/c|t\/h|p\/h|báo cáo|thực hiện|phối hợp|chỉ đạo|theo dõi|biết))\s*\)?\s*[;.,]?\s*$/;
const FILE_REMAINS = /^[\w\p{L}]*\.(?:docx?|pdf)$|^\d{1,4}$|^[A-Z]{1,3}\d{2,}$/u;

export interface TailReading {
  recipients: Omit<Recipient, 'id'>[];
  signer: Signer | null;
  /** A brace printed beside several lines came out alone: its extent must be confirmed. */
  looseBrace: { purpose: string | null; lines: LineRange } | null;
}

/** A person's name: capitalised words, and no office or title. */
const isName = (text: string): boolean =>
  (NAME.test(text) || CAPS_NAME.test(text)) &&
  !TITLE.test(fold(text)) &&
  !/(?:chủ tịch|bí thư|ủy ban|ban |đảng ủy|trưởng|giám đốc|hội đồng|nhân dân|phòng |sở )/.test(
    `${fold(text)} `,
  );

const isSignature = (line: HeaderLine): boolean => {
  const folded = fold(line.text);
  return AUTHORITY.test(folded) || SIGNED_FOR.test(folded) || (TITLE.test(folded) && isCaps(line.text));
};

/** Splits a line on which a recipient and a part of the signature were printed side by side. */
function sideBySide(line: HeaderLine): HeaderLine[] {
  const match =
    /(?<!^(?:KT|TL|Q|TUQ)\.|PHÓ)\s(?=(?:TM\.\s*[\p{Lu}]{2}|T\/M|(?:KT|TL|TUQ)\.\s*(?:CHỦ|BÍ|TRƯỞNG|GIÁM|THỦ|BỘ|CỤC|VIỆN)|(?:PHÓ )?(?:CHỦ TỊCH|BÍ THƯ)\s*$))/u.exec(
      line.text,
    );
  if (match && match.index > 2)
    return [
      { ...line, text: line.text.slice(0, match.index).trim() },
      { ...line, text: line.text.slice(match.index).trim() },
    ];
  return [line];
}

const purposeCode = (text: string): string => {
  const folded = fold(text).replace(/^(?:để|đề)\s*/, '');
  if (/b\/c|báo cáo/.test(folded)) return 'b/c';
  if (/t\/h|thực hiện/.test(folded)) return 't/h';
  if (/p\/h|phối hợp/.test(folded)) return 'p/h';
  return squeeze(folded);
};

export function readTail(input: HeaderLine[], confidence: number): TailReading {
  const lines = input
    .flatMap(sideBySide)
    .filter((line) => line.text && !/^[-_=.\s]{3,}$/.test(line.text) && !isPageHead(fold(line.text)));
  const recipients: Omit<Recipient, 'id'>[] = [];
  const signature: HeaderLine[] = [];
  let looseBrace: TailReading['looseBrace'] = null;
  let inRecipients = false;
  let seenArchive = false;
  let braceAfter = 0;
  for (const line of lines) {
    const folded = fold(line.text);
    const opening = RECIPIENTS.exec(folded);
    if (opening) {
      inRecipients = true;
      const rest = line.text.slice(opening[0].length).trim();
      if (rest && isSignature({ ...line, text: rest })) signature.push({ ...line, text: rest });
      else if (rest) addRecipient(recipients, { ...line, text: rest }, confidence);
      continue;
    }
    if (isSignature(line) || STAMP.test(folded)) {
      signature.push(line);
      continue;
    }
    const bulleted = /^[-–—+•]\s*\S/.test(line.text);
    if (inRecipients) {
      const brace = LOOSE_BRACE.exec(folded);
      if (brace && !bulleted) {
        looseBrace = { purpose: brace[1] ? purposeCode(brace[1]) : null, lines: line.lines };
        braceAfter = recipients.length;
        continue;
      }
      const name = isName(line.text) && (seenArchive || signature.length > 0 || !isCaps(line.text));
      if (!bulleted && (seenArchive || signature.length > 0) && name) {
        signature.push(line);
        continue;
      }
      if (!bulleted && seenArchive) {
        if (!FILE_REMAINS.test(line.text) && signature.length > 0) signature.push(line);
        continue;
      }
      const last = recipients.at(-1);
      if (!bulleted && last && (isLowerStart(line.text) || /[,(]$/.test(last.text))) {
        last.text = `${last.text} ${line.text}`;
        last.lines.push(line.lines);
        continue;
      }
      addRecipient(recipients, line, confidence);
      if (recipients.at(-1)?.archive) seenArchive = true;
    } else signature.push(line);
  }
  if (looseBrace?.purpose) {
    const note = `dấu ngoặc rời ở dòng ${looseBrace.lines[0]}: phạm vi cần người xác nhận`;
    recipients.slice(0, braceAfter).forEach((recipient) => {
      if (!recipient.archive && recipient.purpose === null)
        Object.assign(recipient, {
          purpose: looseBrace?.purpose ?? null,
          purpose_source: note,
          confidence: confidence * 0.5,
        });
    });
  }
  return { recipients, signer: readSigner(signature, confidence), looseBrace };
}

function addRecipient(list: Omit<Recipient, 'id'>[], line: HeaderLine, confidence: number): void {
  const text = squeeze(line.text.replace(/^[-–—+•]\s*/, ''));
  if (text.length < 2) return;
  const folded = fold(text);
  const archive = /^lưu(?![\p{L}\d])/u.test(folded);
  const purpose = archive ? null : PURPOSE.exec(folded);
  const brace = /}/.test(text);
  list.push({
    text,
    purpose: purpose?.[1] ? purposeCode(purpose[1]) : null,
    purpose_source: purpose
      ? brace
        ? `dấu ngoặc ở dòng ${line.lines[0]}: phạm vi cần người xác nhận`
        : 'cùng dòng'
      : null,
    archive,
    lines: [[line.lines[0], line.lines[1]]],
    confidence: confidence * (brace ? 0.6 : 0.95),
  });
}

function readSigner(lines: HeaderLine[], confidence: number): Signer | null {
  let authority: string | null = null;
  let signedFor: string | null = null;
  let title: string | null = null;
  let name: string | null = null;
  const used: LineRange[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) continue;
    const folded = fold(line.text);
    if (STAMP.test(folded)) continue;
    if (!authority && AUTHORITY.test(folded)) {
      authority = squeeze(line.text);
      used.push(line.lines);
      // "TM. ỦY BAN / NHÂN DÂN": the authority line may be broken in two.
      const next = lines[i + 1];
      if (
        next &&
        isCaps(next.text) &&
        !TITLE.test(fold(next.text)) &&
        !SIGNED_FOR.test(fold(next.text)) &&
        !CAPS_NAME.test(next.text.replace(/^(?:XÃ|PHƯỜNG|TỈNH|NHÂN DÂN).*/, ''))
      ) {
        authority = `${authority} ${squeeze(next.text)}`;
        i++;
      }
    } else if (!signedFor && SIGNED_FOR.test(folded)) {
      signedFor = squeeze(line.text);
      used.push(line.lines);
    } else if (!title && TITLE.test(folded)) {
      title = squeeze(line.text);
      used.push(line.lines);
    } else if (
      !name &&
      (authority || title || signedFor) &&
      isName(line.text) &&
      !/^(?:nơi nhận|lưu\s*:|phụ lục)/.test(folded)
    ) {
      name = squeeze(line.text);
      used.push(line.lines);
    }
  }
  if (!authority && !title && !name && !signedFor) return null;
  return {
    name,
    title,
    authority,
    signed_for: signedFor,
    lines: used,
    confidence: confidence * (name ? 0.95 : 0.7),
  };
}
