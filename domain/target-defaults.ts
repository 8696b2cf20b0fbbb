/** How a target read from a document is counted until a person says otherwise (B78–B82). */
import type { Aggregation, Comparator } from './compile-types';
import { foldVietnamese } from './text';

export interface TargetRead {
  text: string;
  comparator: string | null;
  unit: string | null;
  per: string | null;
}

const LESS_IS_BETTER =
  /(?<!\p{L})(giảm|không quá|dưới|thấp hơn|không để|không có|hộ nghèo|tử vong|tai nạn)(?!\p{L})/u;
const COUNTS_STOCK = /(?<!\p{L})(nâng tổng số|tổng số|lũy kế|duy trì|quản lý)(?!\p{L})/u;

/** More or less is better; sums for quantities, Σ/Σ for percentages, the last value for stocks. */
export function targetDefaults(target: TargetRead): { direction: 'asc' | 'desc'; aggregation: Aggregation } {
  const text = foldVietnamese(target.text);
  const upperBound: Comparator[] = ['<', '<='];
  const direction =
    upperBound.some((comparator) => comparator === target.comparator) || LESS_IS_BETTER.test(text)
      ? 'desc'
      : 'asc';
  const unit = target.unit ?? '';
  if (unit.includes('%')) return { direction, aggregation: 'ratio' };
  if (unit.includes('/')) return { direction, aggregation: 'mean' };
  return { direction, aggregation: COUNTS_STOCK.test(text) ? 'last' : 'sum' };
}
