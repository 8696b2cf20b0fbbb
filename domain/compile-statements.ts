/** Sentences of the reports with their sources: the same one from several units once, opposite ones both (B89, B91). */
import { sha256Hex } from './compile-digest';
import { groupBy, type Reporting } from './compile-reporting';
import type {
  CompiledSummary,
  CompileInput,
  SectionText,
  SourceRef,
  Statement,
  StatementSection,
} from './compile-types';
import { foldVietnamese, normaliseVietnamese } from './text';

const SECTIONS: readonly (keyof SectionText)[] = ['results', 'difficulties', 'proposals', 'nextPeriod'];
const ORDER: readonly StatementSection[] = [
  'direction',
  'results',
  'funding',
  'difficulties',
  'causes',
  'nextPeriod',
  'proposals',
];

const BULLET = /^\s*(?:[-–—•·+*]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\))\s+/u;
/** A whole entry that only says that there is nothing to say. */
const NOTHING =
  /^(?:hiện nay |hiện |tạm thời )?(?:không|chưa)(?: có| phát sinh)*(?: (?:nội dung|khó khăn|vướng mắc|kiến nghị|đề xuất|ý kiến|tồn tại|hạn chế|gì|phát sinh|thêm))*$/u;

/** Form in which two statements are the same: words only, in one spelling. Tones and negations stay. */
export function foldStatement(text: string): string {
  return foldVietnamese(text)
    .replace(/[.,;:!?"'“”‘’()[\]…]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** One entry per line, without its bullet. */
export function splitStatements(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => normaliseVietnamese(line.replace(BULLET, '')))
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
}

export const saysNothing = (text: string): boolean => NOTHING.test(foldStatement(text).replace(/-/g, ' '));

/** Pairs that turn a sentence into its opposite; longer forms first. */
const POLES: readonly (readonly [negative: RegExp, neutral: string])[] = [
  [/(^| )(?:chưa|không|chẳng)(?: được)?(?= )/g, '$1'],
  [/(^| )giảm(?= |$)/g, '$1tăng'],
  [/(^| )thiếu(?= |$)/g, '$1đủ'],
  [/(^| )muộn(?= |$)/g, '$1sớm'],
  [/(^| )chậm(?= |$)/g, '$1kịp thời'],
];

/** The sentence without its negations, and whether an odd number of them was taken out. */
function polarity(folded: string): { core: string; negative: boolean } {
  let turns = 0;
  let core = folded;
  for (const [negative, neutral] of POLES) {
    turns += core.match(negative)?.length ?? 0;
    core = core.replace(negative, neutral);
  }
  return {
    core: core
      .replace(/(^| )(?:được|đã)(?= )/g, '$1')
      .replace(/\s+/g, ' ')
      .trim(),
    negative: turns % 2 === 1,
  };
}

const sourceKey = (source: SourceRef): string => {
  switch (source.kind) {
    case 'submission':
      return `s:${source.submissionId}@${source.version}`;
    case 'document':
      return `d:${foldVietnamese(source.reference)}`;
    case 'register':
      return `r:${[...source.obligationIds].sort().join(',')}`;
  }
};

function addSources(statement: Statement, sources: readonly SourceRef[]): void {
  const known = new Set(statement.sources.map(sourceKey));
  for (const source of sources) if (!known.has(sourceKey(source))) statement.sources.push(source);
}

/** Shared entries first in the sections where weight counts; else the order of the units and of their text. */
const BY_WEIGHT: ReadonlySet<StatementSection> = new Set(['difficulties', 'proposals']);

export function compileStatements(
  input: CompileInput,
  reporting: Reporting,
): Pick<CompiledSummary, 'statements' | 'nothingToReport'> {
  const byKey = new Map<string, Statement>();
  const nothingToReport: CompiledSummary['nothingToReport'] = [];
  const add = (section: StatementSection, text: string, sources: readonly SourceRef[]) => {
    const folded = foldStatement(text);
    const key = `${section}:${folded}`;
    const known = byKey.get(key);
    if (known === undefined) {
      const id = `${section}-${sha256Hex(folded).slice(0, 12)}`;
      byKey.set(key, { id, section, text, sources: [...sources], variants: [], contradicts: [] });
      return;
    }
    addSources(known, sources);
    if (text !== known.text && !known.variants.includes(text)) known.variants.push(text);
  };

  for (const { submission, row } of reporting.used) {
    const source: SourceRef = {
      kind: 'submission',
      submissionId: submission.id,
      version: submission.version,
      unitId: row.unitId,
    };
    for (const section of SECTIONS) {
      const entries = splitStatements(submission.sections[section]);
      const said = entries.filter((entry) => !saysNothing(entry));
      for (const entry of said) add(section, entry, [source]);
      if (entries.length > 0 && said.length === 0) nothingToReport.push({ section, unitId: row.unitId });
    }
  }
  for (const own of input.officeStatements ?? []) {
    const text = normaliseVietnamese(own.text);
    if (text !== '') add(own.section, text, own.sources);
  }

  const statements = [...byKey.values()];
  markContradictions(statements);
  const position = new Map(statements.map((statement, i) => [statement.id, i]));
  statements.sort((a, b) => {
    const bySection = ORDER.indexOf(a.section) - ORDER.indexOf(b.section);
    if (bySection !== 0) return bySection;
    const byWeight = BY_WEIGHT.has(a.section) ? b.sources.length - a.sources.length : 0;
    return byWeight || (position.get(a.id) ?? 0) - (position.get(b.id) ?? 0);
  });
  return { statements, nothingToReport };
}

function markContradictions(statements: Statement[]): void {
  const cores = groupBy(
    statements.map((statement) => ({ statement, ...polarity(foldStatement(statement.text)) })),
    (entry) => `${entry.statement.section}:${entry.core}`,
  );
  for (const group of cores.values()) {
    for (const entry of group) {
      entry.statement.contradicts = group
        .filter((other) => other.negative !== entry.negative)
        .map((other) => other.statement.id)
        .sort();
    }
  }
}
