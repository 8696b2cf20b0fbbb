// Label lines that belong to the task above them: "Đơn vị chủ trì: …", "Thời gian thực hiện: …", "Sản phẩm: …".

export type LabelKind = 'lead' | 'coop' | 'time' | 'product' | 'meta' | 'task';

export interface Label {
  kind: LabelKind;
  /** Offset of the label in the text. */
  at: number;
  /** Printed value, trimmed. */
  value: string;
  valueAt: number;
}

const TAIL =
  '(?: (?:tham mưu|thực hiện|triển khai|hoàn thành|chính|đầu ra|dự kiến|cần đạt|đạt được|công việc))*';
const PATTERNS: [LabelKind, string][] = [
  ['lead', `(?:(?:đơn vị|cơ quan|bộ phận|phòng, ban|cấp) )?chủ trì${TAIL}(?: \\([^)]*\\))?`],
  [
    'lead',
    '(?:đơn vị|cơ quan|bộ phận|cá nhân)(?:, (?:đơn vị|cá nhân))? (?:thực hiện|triển khai|tham mưu|đầu mối|phụ trách|chịu trách nhiệm)(?: thực hiện| chính)?',
  ],
  ['lead', '(?:phân công(?: thực hiện| nhiệm vụ)?|trách nhiệm thực hiện|giao thực hiện|phân công chủ trì)'],
  ['coop', `(?:(?:đơn vị|cơ quan|bộ phận|các đơn vị|các cơ quan) )?phối hợp${TAIL}`],
  [
    'time',
    `(?:thời gian|thời hạn|tiến độ|hạn|thời điểm)(?: (?:tổ chức|thực hiện|triển khai|hoàn thành|ban hành|trình|thực hiện và hoàn thành))*`,
  ],
  ['product', `(?:sản phẩm|kết quả|kết quả đầu ra)${TAIL}`],
  // Who attends and where: of an event, kept with its task and read no further.
  [
    'meta',
    '(?:thành phần|địa điểm|đối tượng)(?: (?:tham gia|tham dự|dự họp|thực hiện|tổ chức|mời|triệu tập))*',
  ],
  ['task', '(?:nhiệm vụ|nội dung)(?: (?:thực hiện|công việc|nhiệm vụ|cụ thể))*'],
];
const ANY = new RegExp(
  `(^|[.;,(]\\s*|\\s[-+]\\s)(${PATTERNS.map(([, pattern]) => `(?:${pattern})`).join('|')})\\s*:\\s*`,
  'gu',
);
const EACH = PATTERNS.map(([kind, pattern]): [LabelKind, RegExp] => [
  kind,
  new RegExp(`^(?:${pattern})$`, 'u'),
]);

const BARE_TIME =
  /^thời gian (?:thực hiện|hoàn thành|triển khai)\s+(?=(?:sau khi|từ|trong|trước|đến|quý|tháng|năm|hằng|thường xuyên)(?![\p{L}]))/u;

/** All labels in a folded text, in order; empty when there is none. */
export function labelsIn(folded: string, original: string): Label[] {
  const hits: { kind: LabelKind; at: number; valueAt: number }[] = [];
  ANY.lastIndex = 0;
  for (let match = ANY.exec(folded); match; match = ANY.exec(folded)) {
    const word = (match[2] ?? '').trim();
    const kind = EACH.find(([, pattern]) => pattern.test(word))?.[0];
    const at = match.index + (match[1] ?? '').length;
    if (kind && !(kind === 'task' && at > 0)) hits.push({ kind, at, valueAt: match.index + match[0].length });
    ANY.lastIndex = Math.max(ANY.lastIndex - 1, match.index + 1);
  }
  // "Thời gian thực hiện từ tháng 5/2026 …": the colon was left out.
  const bare = hits.length === 0 ? BARE_TIME.exec(folded) : null;
  if (bare) hits.push({ kind: 'time', at: 0, valueAt: bare[0].length });
  return hits.map((hit, i) => {
    const end = hits[i + 1]?.at ?? original.length;
    const value = original
      .slice(hit.valueAt, end)
      .replace(/[\s.;,(+-]+$/, (tail) => (tail.includes(')') ? ')' : ''))
      .trim();
    // The bracket was opened before the label.
    return { ...hit, value: value.includes('(') ? value : value.replace(/\)$/, '') };
  });
}

/** A text that is nothing but labels ("Đơn vị chủ trì: …; phối hợp: …"). */
export const isLabelText = (labels: Label[]): boolean => labels[0]?.at === 0 && labels[0].kind !== 'task';

/** "Sở A chủ trì, phối hợp với Sở B": who leads and who helps, where one value says both. */
export function leadAndHelpers(value: string): { lead: string; helpers: string | null } {
  const match =
    /^(.{2,200}?)[\s,]+(?:là (?:cơ quan|đơn vị) )?chủ trì[,;:]?\s*(?:(?:và )?phối hợp\s+(?:chặt chẽ )?(?:với |cùng )?)?(.*)$/su.exec(
      value,
    );
  if (!match?.[1]) return { lead: value, helpers: null };
  const rest = (match[2] ?? '').replace(
    /\s(?:trong (?:việc|phạm vi)|tham mưu|tổ chức|triển khai|thực hiện|xây dựng|để)\s.*$/su,
    '',
  );
  return { lead: match[1], helpers: /phối hợp/.test(match[0]) && rest ? rest : null };
}
