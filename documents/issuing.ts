/** What every document of a commune office shares: who issues it, number, date, signature, citation of the plan. */
import type { PlanIdentity } from '../domain/compile-types';
import { capitalise, formatLongDate } from '../domain/format';
import { datePartsOf, localDate } from '../domain/time';
import type { Issuer, Signer } from './inputs';
import {
  type DocumentDate,
  type OfficialDocument,
  type PartyForm,
  partyFormOn,
  type SignatureLine,
} from './model';

/** Data that can not become an official document; `message` is Vietnamese and says what to change. */
export class DocumentInputError extends Error {
  override readonly name = 'DocumentInputError';
}

const STATE_BODY = /^(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+/i;
const LEVEL = /(xã|phường|đặc khu|thị trấn)/i;

/** A Party name longer than this would break where it looks bad. */
const PARTY_LINE_LENGTH = 22;

export function issuerLines(issuer: Issuer): OfficialDocument['issuer'] {
  const name = issuer.name.normalize('NFC').trim();
  if (issuer.system === 'chinh_quyen') {
    // The UBND prints itself on two bold lines with no parent above (Nghị định 30/2020, Phụ lục I).
    const place = name.replace(STATE_BODY, '');
    const bodyLines = place === name ? [name.toUpperCase()] : ['ỦY BAN NHÂN DÂN', place.toUpperCase()];
    return { parentLines: [], bodyLines };
  }
  // What its standing committee issues carries the name of the Party committee (Hướng dẫn 36 and 05).
  const upper = name.replace(/^ban thường vụ\s+/i, '').toUpperCase();
  const rest = upper.replace(/^(ĐẢNG ỦY|ĐẢNG UỶ)\s+/, '');
  const bodyLines = upper.length > PARTY_LINE_LENGTH && rest !== upper ? ['ĐẢNG ỦY', rest] : [upper];
  return { parentLines: issuer.parent ? [issuer.parent.toUpperCase()] : [], bodyLines };
}

export type Wording = {
  /** Name in full: 'Ủy ban nhân dân xã Hà Đông'. */
  fullName: string;
  /** The body as it speaks of itself: 'Ủy ban nhân dân xã', 'Ban Thường vụ Đảng ủy'. */
  self: string;
  /** Where reports go: 'Văn phòng HĐND và UBND xã'. */
  office: string;
  /** Who decides next: 'Chủ tịch Ủy ban nhân dân xã'. */
  leader: string;
  level: string;
  /** The mark after the last sentence. */
  end: string;
};

export function wordingOf(issuer: Issuer, form: PartyForm | null): Wording {
  const fullName = issuer.name
    .normalize('NFC')
    .trim()
    .replace(/^UBND\s+/i, 'Ủy ban nhân dân ');
  const level = LEVEL.exec(fullName)?.[1]?.toLowerCase() ?? 'xã';
  if (issuer.system === 'dang') {
    return {
      fullName,
      self: 'Ban Thường vụ Đảng ủy',
      office: 'Văn phòng Đảng ủy',
      leader: 'Thường trực Đảng ủy',
      level,
      end: form === 'HD36' ? './.' : '.',
    };
  }
  return {
    fullName,
    self: `Ủy ban nhân dân ${level}`,
    office: `Văn phòng HĐND và UBND ${level}`,
    leader: `Chủ tịch Ủy ban nhân dân ${level}`,
    level,
    end: './.',
  };
}

type Role = Signer['role'];
const line = (text: string, role: SignatureLine['role']): SignatureLine => ({ text, role });

/** Nghị định 30/2020 Điều 13 (TM., KT., TL.) and the Party's T/M, T/L; a Party deputy signs T/M, there is no K/T. */
const SIGNATURES: Readonly<Record<Role, { system: Issuer['system']; lines: SignatureLine[] }>> = {
  chu_tich: {
    system: 'chinh_quyen',
    lines: [line('TM. ỦY BAN NHÂN DÂN', 'authority'), line('CHỦ TỊCH', 'title')],
  },
  pho_chu_tich: {
    system: 'chinh_quyen',
    lines: [
      line('TM. ỦY BAN NHÂN DÂN', 'authority'),
      line('KT. CHỦ TỊCH', 'authority'),
      line('PHÓ CHỦ TỊCH', 'title'),
    ],
  },
  chanh_van_phong: {
    system: 'chinh_quyen',
    lines: [line('TL. CHỦ TỊCH', 'authority'), line('CHÁNH VĂN PHÒNG', 'title')],
  },
  bi_thu: { system: 'dang', lines: [line('T/M BAN THƯỜNG VỤ', 'authority'), line('BÍ THƯ', 'title')] },
  pho_bi_thu: {
    system: 'dang',
    lines: [line('T/M BAN THƯỜNG VỤ', 'authority'), line('PHÓ BÍ THƯ', 'title')],
  },
  chanh_van_phong_dang_uy: {
    system: 'dang',
    lines: [line('T/L BAN THƯỜNG VỤ', 'authority'), line('CHÁNH VĂN PHÒNG', 'title')],
  },
};

export function signatureOf(issuer: Issuer, signer: Signer): NonNullable<OfficialDocument['signature']> {
  const { system, lines } = SIGNATURES[signer.role];
  if (system !== issuer.system) {
    const other = system === 'dang' ? 'cấp ủy Đảng' : 'Ủy ban nhân dân';
    throw new DocumentInputError(
      `Người ký: chức danh đã chọn ký thay ${other}, không ký được văn bản của ${issuer.name}. Chọn lại người ký.`,
    );
  }
  return { lines, name: signer.name };
}

/** Month and day stay blank until the clerk dates the document. */
export function documentDate(date: string | null, createdAt: string): DocumentDate {
  if (date === null) return { year: datePartsOf(localDate(createdAt)).year, month: null, day: null };
  return datePartsOf(date);
}

/** A document not dated yet is in the form in force when it is made. */
export function formOf(issuer: Issuer, date: string | null, createdAt: string): PartyForm | null {
  return issuer.system === 'dang' ? partyFormOn(date ?? localDate(createdAt)) : null;
}

/** ' số 45/KH-UBND'; nothing for a plan whose number was left blank ('Số:   /KH – UBND'). */
function numberOf(printed: string | null): string {
  const symbol = (printed ?? '')
    .normalize('NFC')
    .replace(/^\s*số\s*:?\s*/i, '')
    .replace(/\s*([-–—/])\s*/g, (_, mark: string) => (mark === '/' ? '/' : '-'))
    .trim();
  return /^\d/.test(symbol) ? ` số ${symbol}` : '';
}

/** 'Kế hoạch số 45/KH-UBND ngày 15 tháng 4 năm 2026' */
export function shortCitation(plan: PlanIdentity): string {
  const name = plan.typeName.normalize('NFC').trim();
  const type = name === name.toUpperCase() ? capitalise(name.toLowerCase()) : name;
  const number = numberOf(plan.number);
  const date = plan.date === null ? '' : ` ${formatLongDate(plan.date)}`;
  return `${type}${number}${date}`;
}

const START_OF_SENTENCE = /^(\p{Lu})(?=\p{Ll}|\s)/u;

/** A period's name as it reads inside a sentence: 'Quý I/2026' → 'quý I/2026'. */
export const inSentence = (label: string): string => label.replace(START_OF_SENTENCE, (c) => c.toLowerCase());

/** First citation in full: type, number, date, issuer, subject (reporting-regime §3.3). */
export function fullCitation(plan: PlanIdentity): string {
  const title = plan.title
    .normalize('NFC')
    .trim()
    .replace(/[.;]+$/, '');
  const about = title.replace(/^về(?: việc)?\s+/i, '');
  const subject = about === '' ? '' : ` về ${about.replace(START_OF_SENTENCE, (c) => c.toLowerCase())}`;
  return `${shortCitation(plan)} của ${plan.issuer}${subject}`;
}
