/** A target's aim in a few words: 'từ 60% trở lên', 'từ 2 đến 3 mô hình'. */
import { formatNumber } from '../../domain/format';

export function aimOf(target: {
  comparator: string | null;
  value: number | null;
  valueMax: number | null;
  unit: string | null;
  text: string;
}): string {
  if (target.value === null) return target.text;
  const unit = target.unit === null ? '' : target.unit.startsWith('%') ? target.unit : ` ${target.unit}`;
  const value = `${formatNumber(target.value)}${unit}`;
  switch (target.comparator) {
    case '>=':
      return `từ ${value} trở lên`;
    case '>':
      return `trên ${value}`;
    case '<=':
      return `không quá ${value}`;
    case '<':
      return `dưới ${value}`;
    case 'range':
      return `từ ${formatNumber(target.value)} đến ${formatNumber(target.valueMax ?? target.value)}${unit}`;
    case 'approx':
      return `khoảng ${value}`;
    default:
      return value;
  }
}
