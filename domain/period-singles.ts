/** Periods that do not recur: reviews, the whole term, one-off and ad hoc reports. */
import { domainError } from './errors';
import { formatDate } from './format';
import type { Period, PeriodsInput } from './periods';
import { type Result, refuse } from './result';
import { datePartsOf, minDate } from './time';

export function wholeTerm({ cycle, termFrom, termTo }: PeriodsInput): Period {
  const from = datePartsOf(termFrom).year;
  const year = datePartsOf(termTo).year;
  const span = from === year ? `năm ${year}` : `giai đoạn ${from}–${year}`;
  return {
    code: cycle === 'tong_ket' ? `TK-${year}` : `TKY-${year}`,
    label: cycle === 'tong_ket' ? `Tổng kết ${span}` : `Toàn kỳ ${span}`,
    cycle,
    year,
    dataFrom: termFrom,
    dataTo: termTo,
    partial: false,
    cumulativeFrom: termFrom,
  };
}

const MILESTONE_PREFIX = { so_ket: 'SK', mot_lan: 'ML', dot_xuat: 'DX' } as const;

export function milestonePeriods({
  cycle,
  custom,
  termFrom,
  termTo,
  accumulation,
}: PeriodsInput): Result<{ periods: Period[] }> {
  const milestones = custom?.milestones ?? [];
  // Ad hoc reports exist when somebody asks; a plan that mentions them owes none yet.
  if (milestones.length === 0 && cycle === 'dot_xuat') return { ok: true, periods: [] };
  if (milestones.length === 0) return refuse(domainError('MILESTONE_MISSING', {}, 'custom.milestones'));
  const periods: Period[] = [];
  for (const [position, milestone] of milestones.entries()) {
    const { dataTo, label } = milestone;
    // What is owed once by a printed day may come before the years of the plan begin ("gửi kế hoạch") or after they end.
    const outside = cycle !== 'mot_lan' && (dataTo < termFrom || (cycle !== 'dot_xuat' && dataTo > termTo));
    if (outside) {
      const params = {
        name: label,
        date: formatDate(dataTo),
        from: formatDate(termFrom),
        to: formatDate(termTo),
      };
      return refuse(domainError('MILESTONE_OUTSIDE_TERM', params, `custom.milestones.${position}.dataTo`));
    }
    const dataFrom = milestone.dataFrom ?? minDate(termFrom, dataTo);
    const prefix = MILESTONE_PREFIX[cycle as keyof typeof MILESTONE_PREFIX];
    periods.push({
      code: milestone.code ?? `${prefix}-${dataTo}`,
      label,
      cycle,
      year: datePartsOf(dataTo).year,
      dataFrom,
      dataTo,
      partial: false,
      cumulativeFrom: accumulation === 'LUY_KE' ? termFrom : null,
    });
  }
  return { ok: true, periods: periods.sort((a, b) => (a.dataTo < b.dataTo ? -1 : 1)) };
}
