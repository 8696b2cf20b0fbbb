// A target that comes back every year stands once in the document and counts once for every year of the plan (B21).
import type { PlanReading, Target } from './reading';

export interface YearlyTarget {
  target: string;
  year: number;
  value: number | null;
}

/**
 * The years for which a measurable main target has to be met: every year of the plan for a recurring one, its
 * milestone year otherwise. Empty when the text says neither a milestone nor a period.
 */
export function yearlyTargets(reading: PlanReading): YearlyTarget[] {
  const { start_year, end_year } = reading.document.period;
  return reading.targets
    .filter((target) => target.scope === 'main' && target.measurable)
    .flatMap((target) =>
      yearsOf(target, start_year, end_year).map((year) => ({ target: target.id, year, value: target.value })),
    );
}

function yearsOf(target: Target, start: number | null, end: number | null): number[] {
  if (target.milestone_year !== null) return [target.milestone_year];
  if (target.per !== 'nam' || start === null || end === null || end < start) return [];
  return Array.from({ length: end - start + 1 }, (_, i) => start + i);
}
