/** How a plan is cited in messages and letters: "Kế hoạch số 12/KH-UBND ngày 05/02/2026 về …" as far as it is known. */
import { inSentence } from '../documents';
import { formatDate } from '../domain/format';
import { civilDateOrNull } from './dates';

const TYPE_NAMES: Record<string, string> = {
  ke_hoach: 'Kế hoạch',
  chuong_trinh_hanh_dong: 'Chương trình hành động',
  de_an: 'Đề án',
  nghi_quyet: 'Nghị quyết',
  quyet_dinh: 'Quyết định',
  chi_thi: 'Chỉ thị',
  phu_luc: 'Phụ lục',
};

export interface CitedPlan {
  documentType: string;
  number: string | null;
  symbol: string | null;
  issuedOn: Date | null;
  title: string;
}

/** "Kế hoạch"; "Kế hoạch ban hành kèm theo Quyết định" where number and date are those of the decision around it. */
export function typeName({ documentType, symbol }: Pick<CitedPlan, 'documentType' | 'symbol'>): string {
  const name = TYPE_NAMES[documentType] ?? 'Kế hoạch';
  const wrapped = documentType !== 'quyet_dinh' && /^[-/]?QĐ(?!\p{L})/u.test(symbol ?? '');
  return wrapped ? `${name} ban hành kèm theo Quyết định` : name;
}

/** Number and symbol as printed by each system: `12/KH-UBND` (state), `59-KH/ĐU` (Party); null when unknown or waived. */
export function printedNumber({ number, symbol }: Pick<CitedPlan, 'number' | 'symbol'>): string | null {
  if (!number || !symbol) return null;
  const padded = number.length === 1 ? `0${number}` : number;
  return symbol.includes('/')
    ? `${padded}-${symbol.replace(/^-/, '')}`
    : `${padded}/${symbol.replace(/^\//, '')}`;
}

export function documentName(plan: CitedPlan): string {
  const number = printedNumber(plan);
  const date = civilDateOrNull(plan.issuedOn);
  const parts = [typeName(plan)];
  if (number) parts.push(`số ${number}`);
  if (date) parts.push(`ngày ${formatDate(date)}`);
  const title = plan.title.replace(/\s+/g, ' ').trim();
  const lower = title.charAt(0).toLocaleLowerCase('vi') + title.slice(1);
  const link = /^(về|thực hiện|triển khai|tổ chức)/i.test(title) ? '' : 'về ';
  return `${parts.join(' ')} ${link}${lower}`;
}

/** A period's report as messages name it: "Báo cáo quý III/2026". */
export const reportNameOf = ({ label }: { label: string }): string => `Báo cáo ${inSentence(label)}`;
