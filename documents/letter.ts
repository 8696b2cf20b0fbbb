/** Công văn đôn đốc: the letter that a person signs after an escalation was approved (reporting-regime §2.3). */
import type { UnitKind } from '../domain/compile-types';
import { formatCount, formatDate, formatList, formatLongDate } from '../domain/format';
import { citationOf } from './attachments';
import type { Issuer, LateUnit, ReminderLetterInput } from './inputs';
import {
  DocumentInputError,
  documentDate,
  formOf,
  fullCitation,
  inSentence,
  issuerLines,
  signatureOf,
  wordingOf,
} from './issuing';
import type { Appendix, OfficialDocument, Table } from './model';

export type ReminderVerb = 'yêu cầu' | 'đề nghị';

/**
 * An UBND orders its own units, asks independent bodies, and never reminds the Party (null). A Party committee
 * requires its cells and units, and asks the Front and the mass organisations.
 */
export function reminderVerb(system: Issuer['system'], kind: UnitKind): ReminderVerb | null {
  if (kind === 'independent') return 'đề nghị';
  if (kind === 'party' && system === 'chinh_quyen') return null;
  return 'yêu cầu';
}

/** More addressees than this are named only in the list that goes with the letter. */
const MOST_ADDRESSEES = 8;

/** How the units of a long list are called in the sentence; their names stand in the list alone. */
const TOGETHER = { 'yêu cầu': 'các đơn vị', 'đề nghị': 'các cơ quan, tổ chức' } as const;

function requestOf(issuer: Issuer, units: readonly LateUnit[]): string {
  const many = units.length > MOST_ADDRESSEES;
  const parts = (['yêu cầu', 'đề nghị'] as const).flatMap((verb) => {
    const list = units.filter((unit) => reminderVerb(issuer.system, unit.kind) === verb);
    if (list.length === 0) return [];
    return [`${verb} ${many ? TOGETHER[verb] : formatList(list.map(({ name }) => name))}`];
  });
  return many ? `${parts.join(', ')} có tên trong danh sách kèm theo` : parts.join('; ');
}

function listOfUnits(units: readonly LateUnit[], caption: string): Table {
  return {
    type: 'table',
    caption,
    columns: [
      { header: 'STT', weight: 12, align: 'center' },
      { header: 'Đơn vị', weight: 62, align: 'left' },
      { header: 'Hạn gửi', weight: 28, align: 'center' },
      { header: 'Số lần đã nhắc', weight: 22, align: 'center' },
      { header: 'Ghi chú', weight: 43, align: 'left' },
    ],
    rows: units.map((unit, i) => ({
      type: 'data',
      cells: [
        formatCount(i + 1),
        unit.name,
        formatDate(unit.dueDate),
        formatCount(unit.reminders),
        unit.note?.trim() ?? '',
      ],
    })),
  };
}

/** Throws {@link DocumentInputError} without units, for a Party body in the UBND's name, or for a wrong signer. */
export function reminderLetter(input: ReminderLetterInput): OfficialDocument {
  const { issuer, units, plan } = input;
  const periodLabel = inSentence(input.periodLabel);
  const first = units[0];
  if (first === undefined) {
    throw new DocumentInputError('Công văn đôn đốc phải có ít nhất một đơn vị chưa gửi báo cáo.');
  }
  const refused = units.filter((unit) => reminderVerb(issuer.system, unit.kind) === null);
  if (refused.length > 0) {
    const names = formatList(refused.map((unit) => unit.name));
    throw new DocumentInputError(
      `Không đôn đốc cơ quan Đảng nhân danh Ủy ban nhân dân: ${names}. Bỏ khỏi công văn và trao đổi trực tiếp.`,
    );
  }
  const form = formOf(issuer, input.date, input.createdAt);
  const words = wordingOf(issuer, form);
  const party = issuer.system === 'dang';
  const listed = units.length > 1;
  const title = `đôn đốc thực hiện chế độ báo cáo ${periodLabel}`;
  const missing = listed
    ? `của ${formatCount(units.length)} đơn vị (danh sách kèm theo)`
    : `của ${first.name}${first.reminders > 0 ? ` (đã nhắc ${formatCount(first.reminders)} lần)` : ''}`;
  const paragraphs = [
    `Thực hiện ${fullCitation(plan)}; đến hết ${formatLongDate(input.countedOn)}, ${words.self} (qua ${words.office}) chưa nhận được báo cáo ${periodLabel} ${missing}.`,
    // 'Chậm nhất ngày' leaves no doubt about the last day, 'trước ngày' does (reporting-regime §1.5).
    `${words.self} ${requestOf(issuer, units)} hoàn thành và gửi báo cáo về ${words.office} chậm nhất ${formatLongDate(input.newDueDate)}.`,
    `Sau thời hạn trên, ${words.office} tổng hợp, báo cáo ${words.leader} xem xét, chỉ đạo${words.end}`,
  ];
  const recipients = party
    ? ['Như trên', 'Thường trực Đảng ủy (để b/c)', form === 'HD36' ? 'Lưu: VPĐU' : 'Lưu VPĐU']
    : ['Như trên', `CT, các PCT UBND ${words.level} (để b/c)`, 'Lưu: VT, VP'];
  const document: OfficialDocument = {
    system: issuer.system,
    partyForm: form,
    kind: 'cong_van',
    issuer: issuerLines(issuer),
    number: { value: input.number, symbol: party ? 'CV/ĐU' : `UBND-${input.draftingUnit ?? 'VP'}` },
    place: issuer.place,
    date: documentDate(input.date, input.createdAt),
    typeName: null,
    title,
    addressees:
      units.length > MOST_ADDRESSEES
        ? ['Các cơ quan, đơn vị có tên trong danh sách kèm theo']
        : units.map((unit) => unit.name),
    body: paragraphs.map((text) => ({ type: 'paragraph', text })),
    recipients,
    signature: signatureOf(issuer, input.signer),
    appendices: [],
    draft: input.draft,
    footnote: null,
    createdAt: input.createdAt,
  };
  if (!listed) return document;
  const heading = `Danh sách đơn vị chưa gửi báo cáo ${periodLabel}`;
  const appendix: Appendix = {
    label: 'Phụ lục',
    title: heading,
    attachedTo: citationOf(document, words.fullName),
    landscape: false,
    body: [listOfUnits(units, heading)],
  };
  return { ...document, appendices: [appendix] };
}
