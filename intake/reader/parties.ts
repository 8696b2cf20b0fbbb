// Who reports to whom: sender, recipient, way, compiler and channel of one clause.
import { fold, squeeze } from '../text/fold';
import { splitUnits } from './unit-lists';
import { unitSubject } from './unit-names';

export interface Parties {
  from: string | null;
  to: string | null;
  via: string | null;
  compiledBy: string | null;
}

/** A unit's name at the start of `text`, up to a verb, bracket, comma of the sentence or number. */
function nameAt(text: string): string | null {
  const cut = text.search(
    /\s(?:để|trước|định kỳ|kết quả|tình hình|theo|về (?:kết|tình|việc|công)|tổng hợp|xem xét|bằng|chậm nhất|vào|qua|thông qua|khi|hoặc|và (?:báo cáo|cơ quan cấp)|nhằm|hằng|hàng|\d)(?!\p{L})|\s?[();.:]|,\s(?:đồng (?:thời|gửi|kính gửi)|báo cáo|tổng hợp|chậm|trước|để|xem xét|qua)(?!\p{L})/u,
  );
  const part = squeeze(cut >= 0 ? text.slice(0, cut) : text);
  if (part.length < 2) return null;
  const names = splitUnits(part);
  const subject = unitSubject(part);
  if (subject) return subject.name.length <= 120 ? subject.name : null;
  if (
    /^(?:cơ quan|cấp|lãnh đạo|thường trực|tỉnh|bộ|chính phủ|thủ tướng|trung ương)/.test(fold(part)) &&
    part.length < 90
  )
    return names.join('; ');
  return null;
}

/** The first unit that something is sent to; "báo cáo … về Chương trình" names a subject, not a unit. */
function receiverOf(original: string, folded: string): string | null {
  const sent =
    /(?:gửi|phản ánh|thông tin|báo cáo|cung cấp|phản hồi)[^;]{0,90}?\s(?:về|đến|cho)\s+(?=(?:\p{L}+))/gu;
  for (let match = sent.exec(folded); match; match = sent.exec(folded)) {
    const name = nameAt(original.slice(match.index + match[0].length));
    if (name) return name;
  }
  // "trình UBND xã ký gửi Sở A": without "về", the unit follows the verb.
  for (const match of folded.matchAll(/gửi\s+(?=\p{L})/gu)) {
    const name = nameAt(original.slice(match.index + match[0].length));
    if (name) return name;
  }
  return null;
}

export function partiesOf(original: string, folded: string): Parties {
  const out: Parties = { from: null, to: null, via: null, compiledBy: null };
  const via = /(?:\(\s*)?(?:thông )?qua (?=\p{L})/u.exec(folded);
  if (via) {
    const name = nameAt(original.slice(via.index + via[0].length));
    if (name && !/^(?:hệ thống|phần mềm|trục|email|thư)/.test(fold(name))) out.via = name;
  }
  const receiver = receiverOf(original, folded);
  const direct = [
    ...folded.matchAll(
      /báo cáo\s+(?:kết quả\s+|kịp thời\s+|về\s+|với\s+|cho\s+)?(?=(?:ubnd|ủy ban|ban |lãnh đạo|đảng ủy|thường trực|cấp|cơ quan cấp|hội đồng|hđnd|chủ tịch|huyện|tỉnh|thành|thủ tướng|chính phủ|bộ |sở |phòng |văn phòng))/g,
    ),
  ];
  const last = direct.at(-1);
  const named = last ? nameAt(original.slice((last.index ?? 0) + last[0].length)) : null;
  if (receiver && named && fold(receiver) !== fold(named)) {
    out.to = named;
    out.via ??= receiver;
    out.compiledBy = receiver;
  } else out.to = receiver ?? named;
  const compiling = /để (?:tổng hợp|theo dõi)|tổng hợp(?: chung)?,? (?:và )?(?:báo cáo|tham mưu|trình)/.exec(
    folded,
  )?.index;
  // "gửi Sở A tổng hợp": the receiver compiles; "tổng hợp, báo cáo Sở A": who sends has done so.
  if (compiling !== undefined)
    out.compiledBy ??=
      out.via ??
      (receiver && receiver !== named && compiling > folded.indexOf(fold(receiver)) ? receiver : null);
  const sender =
    /(?:^|[,;:]\s*|vướng mắc,?\s*|phát sinh,?\s*)((?:các (?:cơ quan|đơn vị|phòng|sở|ban|ngành|xã|địa phương|thôn|chi bộ|đồng chí)|ủy ban nhân dân các|ubnd các|đề nghị các)[^;:]*?)\s+(?=kịp thời|báo cáo|gửi|phản ánh|phản hồi|kiến nghị|đề xuất|trao đổi|liên hệ|có văn bản|tăng cường|căn cứ|khẩn trương|định kỳ|tổng hợp|có trách nhiệm|thực hiện|chủ động|nghiêm túc|trước ngày|chậm nhất|xây dựng)/.exec(
      folded,
    );
  if (sender?.[1]) {
    const at = sender.index + sender[0].indexOf(sender[1]);
    const name = squeeze(original.slice(at, at + sender[1].length)).replace(/^đề nghị /i, '');
    if (name.length < 140) out.from = name;
  }
  const collector = /giao\s+(?=\p{L})/u.exec(folded);
  if (collector) {
    const subject = unitSubject(original.slice(collector.index));
    if (subject) out.compiledBy ??= subject.name;
  }
  return out;
}

export function channelOf(original: string, folded: string): string | null {
  const match =
    /(?:qua|trên|lên|bằng|tại địa chỉ|theo địa chỉ)\s+((?:hệ thống|phần mềm|trục|cổng|nền tảng|thư điện tử|email|e-mail|văn bản điện tử|hộp thư)[^,;.()]{0,80}?)(?=\s+(?:trước|để|định kỳ|theo (?:mẫu|quy định|yêu cầu|hướng dẫn)|hằng|hàng|và gửi|về|chậm nhất|vào|từ)\s|[,;.()]|$)/.exec(
      folded,
    );
  if (!match?.[1]) return null;
  const at = match.index + match[0].length - match[1].length;
  return squeeze(original.slice(at, at + match[1].length));
}
