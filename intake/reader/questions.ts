// What a person must settle before the plan becomes active: one question for each thing, in plain Vietnamese.
import type { Question } from '../reading';
import type { Context, Finding } from './context';
import { clip, type Reading } from './question-parts';
import { identityQuestions } from './questions-identity';
import { reportQuestions } from './questions-reports';
import { targetQuestions } from './questions-targets';
import { unitQuestions } from './questions-units';

/** What blocks activation comes first; inside a rank the order of the document holds. */
const ORDER = [
  'NO_ISSUER',
  'NO_NUMBER',
  'NO_DATE',
  'NO_TITLE',
  'ISSUER_INFERRED',
  'NO_PERIOD',
  'PERIOD_INFERRED',
  'NO_CYCLE',
  'NO_DEADLINE',
  'DEADLINE_IMPOSSIBLE',
  'KIND_INFERRED',
  'NO_RECIPIENT_OF_REPORT',
  'TWO_COMPILERS',
  'NO_REPORTING',
  'TWO_LEADS',
  'NO_LEAD',
  'UNIT_ALIAS',
  'COLLECTIVE_UNIT',
  'TARGET_WITHOUT_NUMBER',
  'TARGETS_DISAGREE',
  'TARGET_OUTSIDE_TERM',
  'PARTS_EXCEED_TOTAL',
  'COMPARATORS_DIFFER',
  'MILESTONE_AMBIGUOUS',
  'NO_MILESTONE',
  'TARGET_APPROXIMATE',
  'NO_BASE',
  'TARGET_WITHOUT_UNIT',
  'TARGETS_IN_TASKS',
  'VISION_DIFFERS',
  'TWO_DEADLINES',
  'DUPLICATE_SECTION',
  'BROKEN_TABLE_ROW',
  'BROKEN_SENTENCE',
  'LOOSE_BRACE',
];

const BLOCKING = new Set([
  'NO_ISSUER',
  'NO_NUMBER',
  'NO_DATE',
  'NO_TITLE',
  'ISSUER_INFERRED',
  'NO_CYCLE',
  'NO_DEADLINE',
  'DEADLINE_IMPOSSIBLE',
  'KIND_INFERRED',
  'TWO_LEADS',
  'TWO_COMPILERS',
  'TARGETS_DISAGREE',
  'PARTS_EXCEED_TOTAL',
]);

export function askQuestions(ctx: Context, reading: Reading): Question[] {
  const findings: Finding[] = [
    ...ctx.findings,
    ...identityQuestions(reading),
    ...reportQuestions(reading),
    ...unitQuestions(ctx, reading),
    ...targetQuestions(reading),
    ...structure(ctx),
  ];
  return findings
    .map(
      (finding): Question => ({
        code: finding.code,
        message: finding.message,
        lines: finding.lines,
        refers_to: finding.refers_to ?? [],
        blocking: finding.blocking ?? BLOCKING.has(finding.code),
        answers: finding.answers ?? [],
      }),
    )
    .sort((a, b) => rank(a) - rank(b) || (a.lines[0]?.[0] ?? 0) - (b.lines[0]?.[0] ?? 0));
}

const rank = (question: Question): number => {
  const at = ORDER.indexOf(question.code);
  return (question.blocking ? 0 : 1000) + (at < 0 ? ORDER.length : at);
};

function structure(ctx: Context): Finding[] {
  const out: Finding[] = [];
  const tops = ctx.outline.repeated.filter((node) => node.parent === null);
  for (const node of tops) {
    out.push({
      code: 'DUPLICATE_SECTION',
      message: `Số mục "${node.item.marker?.label ?? ''}" được dùng hai lần; mục "${clip(node.item.text, 60)}" được đọc riêng. Chỗ dẫn chiếu tới số mục này cần người xem lại.`,
      lines: node.item.segments.map((segment) => segment.range),
    });
  }
  return out;
}
