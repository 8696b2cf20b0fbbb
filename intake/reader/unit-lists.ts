// Printed lists of units: where one name ends and the next begins.
import { fold, squeeze } from '../text/fold';
import { HEAD, insideBrackets, verbAt } from './unit-names';

/** Names that hold "và" or a comma and still are one body. */
const JOINT =
  /(?:văn phòng|thường trực)[^,;]*hđnd$|văn phòng đoàn (?:đại biểu quốc hội|đbqh)$|hội đồng nhân dân$|(?:đài|báo)[^,;]*$|mặt trận tổ quốc[^,;]*$|mttq[^,;]*$/;
/** Bodies whose official name is a list. */
const FIXED_LIST =
  /^thường trực (?:hđnd|hội đồng nhân dân),? (?:và )?các ban|^đảng ủy (?:mttq|mặt trận tổ quốc),? (?:và )?các đoàn thể/;
const FIXED_JOINT_RIGHT = /^(?:các )?(?:đoàn thể|tổ chức|hội|ban, ngành|hội đoàn)/;

/**
 * Splits a printed list of units. ";" and line ends always separate. "," and "và" separate only where a name of
 * known kind begins on the right, so that "Phòng Xây dựng, Nông nghiệp và Môi trường" stays whole.
 */
export function splitUnits(text: string): string[] {
  const out: string[] = [];
  // A list in one cell, each name behind a dash of its own: "- Phòng A - Phòng B".
  const listed = /^\s*[-–+•]\s/.test(text)
    ? text.replace(/\s[-–+•]\s+(?=\p{Lu})/gu, (dash, at: number) =>
        HEAD.test(fold(text.slice(at + dash.length))) ? '; ' : dash,
      )
    : text;
  for (const part of unglued(listed).split(/;|\n/)) {
    const kind = ofOneKind(part);
    if (kind) {
      out.push(...kind);
      continue;
    }
    const piece = squeeze(part)
      .replace(/^[-–+•]\s*/, '')
      .replace(/[.,:\s]+$/, '');
    if (piece) out.push(...splitCommas(piece));
  }
  return out;
}

/** Names that stood on lines of their own in a cell and lost the break: "Sở Tài chính Sở Công Thương". */
function unglued(text: string): string {
  return text.replace(
    /(?<![,;(–-]|(?:^|\s)(?:và|của|thuộc|tại|với|các|cùng|trực thuộc))\s(?=(?:(?:Sở|Phòng|Ban Quản lý|Bộ Chỉ huy|Hội|Đoàn|Trung tâm)\s\p{Lu}|(?:UBND|Ủy ban nhân dân|Công an|Các)\s\p{L}{2,}))/gu,
    (blank, at: number) => {
      const left = text.slice(Math.max(0, text.lastIndexOf(';', at) + 1), at).trim();
      const printed = left.slice(left.lastIndexOf(',') + 1).trim();
      const name = fold(printed);
      const alone =
        /^(?:xã|phường|đặc khu)$/.test(name) ||
        (HEAD.test(name) &&
          name.split(' ').length >= 3 &&
          !OF_A_BODY.test(name) &&
          verbAt(name, printed) === null);
      return alone ? '; ' : blank;
    },
  );
}

/** Posts and offices whose name goes on with the body they belong to ("Giám đốc Sở …", "Văn phòng UBND …"). */
const OF_A_BODY =
  /^(?:giám đốc|phó|chánh|trưởng|thủ trưởng|chủ tịch|lãnh đạo|văn phòng|thường trực|công chức|viên chức|cán bộ|bí thư|người đứng đầu|đảng ủy|chi bộ|công đoàn|bộ phận|đồng chí|nhân viên|các|đội|tổ|trạm|quỹ)/;

/** "Các sở, ban, ngành, UBND các xã": the list under one "các" ends where a body with a name of its own begins. */
const OWN_NAME =
  /^(?:(?:Chủ tịch )?(?:UBND|[ỦU][yỷ] ban (?:nhân dân|Kiểm tra|Mặt trận|MTTQ))(?![\p{L}\d])|Công an (?:xã|phường|tỉnh|thành phố)|Ban (?:CHQS|Chỉ huy)|(?:Sở|Phòng|Trạm|Trung tâm|Hội|Đoàn|Văn phòng) \p{Lu}|Viện \p{Lu}|các (?:công ty|ban quản lý|trường)(?!\p{L})|Bưu điện|Điện lực|Công ty|Báo (?:và|\p{Lu}))/u;

const PERSON = /^(?:đồng chí|đ\/c|ông|bà)\s/;
const POST =
  /^(?:phó |trưởng|chủ tịch|bí thư|ủy viên|giám đốc|công chức|cán bộ|chỉ huy|hiệu trưởng|đảng ủy viên)/;

function splitCommas(text: string): string[] {
  if (FIXED_LIST.test(fold(text))) return [text];
  const cuts: { at: number; length: number }[] = [];
  const pattern = /,\s+(?:và\s+)?|\s+và\s+/g;
  let from = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const left = fold(text.slice(from, match.index)).trim();
    const right = text.slice(match.index + match[0].length);
    if (insideBrackets(text.slice(0, match.index))) continue;
    if (!startsUnit(right, left) || !HEAD.test(left)) continue;
    // "Các đảng ủy trực thuộc Tỉnh ủy, các cơ quan …": the first group was named to its end.
    const ended = /\s(?:trực )?thuộc\s/.test(left) && match[0].startsWith(', ') && /^các\s/i.test(right);
    if (/^các(?![\p{L}\d])/u.test(left) && !ended && !OWN_NAME.test(right)) continue;
    const and = match[0].trim() === 'và';
    if (
      and &&
      JOINT.test(left) &&
      (FIXED_JOINT_RIGHT.test(fold(right)) ||
        /^(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|truyền hình)/.test(fold(right)))
    )
      continue;
    // "Chuyên viên phụ trách lĩnh vực Hành chính, Văn phòng": what one person looks after.
    if (/phụ trách[^,]*$/.test(left) && !POST.test(fold(right))) continue;
    // "Đồng chí Ủy viên Ban Thường vụ, Chủ tịch UBND xã": the posts of one person.
    if (!and && PERSON.test(left) && POST.test(fold(right))) continue;
    if (!and && /^(?:hđnd|đảng ủy|huyện ủy|tỉnh ủy|thường trực đảng ủy)$/.test(left)) continue;
    cuts.push({ at: match.index, length: match[0].length });
    from = match.index + match[0].length;
  }
  if (cuts.length === 0) return [text];
  const out: string[] = [];
  let at = 0;
  for (const cut of cuts) {
    out.push(text.slice(at, cut.at));
    at = cut.at + cut.length;
  }
  out.push(text.slice(at));
  return out.map((name) => squeeze(name).replace(/[.,:\s]+$/, '')).filter((name) => name.length > 1);
}

/** "…, cơ quan, tổ chức khác có liên quan": everybody else, behind the bodies that were named. */
const OTHERS = /^(?:cơ quan|đơn vị), (?:tổ chức|đơn vị|địa phương)(?:, cá nhân)?(?: khác)?(?: có)? liên quan/;

/** Right side of a comma: a name of its own begins here (capital, or a collective with "các"). */
function startsUnit(text: string, left: string): boolean {
  const folded = fold(text);
  if (!HEAD.test(folded)) return false;
  const first = text.charAt(0);
  const capital = first !== first.toLowerCase() || OTHERS.test(folded);
  // "các sở, ban, ngành": one list; "Doanh nghiệp, Sở, ban, ngành có liên quan": two names.
  if (/^(?:ban|phòng|sở|hội|tổ|chi|trường|trạm|đơn vị|cơ quan|ngành|đoàn)(?![\p{L}\d]),/u.test(folded))
    return (
      capital && !/(?:^các .*|(?:^|\s)(?:sở|ban|phòng|ngành|hội|đoàn|đoàn thể|cơ quan|đơn vị))$/.test(left)
    );
  return (
    capital ||
    /^(?:các |thôn|ubnd|ban (?:ấp|quản lý|quản trị|đại diện|chỉ huy|giám hiệu)|báo, đài|tổ trưởng|trưởng (?:các|thôn|bản|ấp|khu|ban)(?: |$)|(?:bản|ấp|khu phố) trưởng|bí thư |hiệu trưởng |thủ trưởng |(?:cơ quan|đơn vị) (?:đóng|trên|liên quan|có liên quan))/.test(
      folded,
    )
  );
}

/** Halves of one name: "Khoa học và Công nghệ", "Văn hóa, Thể thao và Du lịch". */
const HALVES =
  /(?:khoa học và công nghệ|giáo dục và đào tạo|(?:(?:xây dựng|kinh tế), )?nông nghiệp và môi trường|văn hóa, thể thao và du lịch|văn hóa, thể thao|dân tộc và tôn giáo|văn hóa và thông tin|thông tin và truyền thông|kế hoạch và đầu tư|tài nguyên và môi trường|(?:kinh tế, )?hạ tầng và đô thị|xã hội)/g;

/** "Các Sở: Tài chính, Nội vụ, Khoa học và Công nghệ": each with the word that was said once. */
function ofOneKind(part: string): string[] | null {
  const match = /^\s*(?:[-–+•]\s*)?(?:các\s+)?(sở|phòng|cục|vụ|viện|bệnh viện)\s*:\s*(\p{L}.*)$/iu.exec(part);
  if (!match?.[1] || !match[2]) return null;
  const kind = match[1].charAt(0).toUpperCase() + match[1].slice(1).toLowerCase();
  const text = match[2].replace(/[.,:\s]+$/, '');
  // Commas and "và" inside a name are hidden while the list is cut.
  const hidden = fold(text).replace(HALVES, (name) => '#'.repeat(name.length));
  const out: string[] = [];
  let from = 0;
  for (const cut of hidden.matchAll(/,\s+(?:và\s+)?|\s+và\s+/g)) {
    out.push(text.slice(from, cut.index));
    from = cut.index + cut[0].length;
  }
  out.push(text.slice(from));
  return out.map((name) => `${kind} ${squeeze(name)}`);
}
