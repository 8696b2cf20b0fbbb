// Two readings side by side: the same file, an amended version of one plan with what changed, or two plans (B26).

import { sameNumber } from './reader/bases';
import { sameUnit } from './reader/unit-likeness';
import type { DueRule, PlanReading, ReportingClause, Target, Task, Unit } from './reading';
import { key, similarity } from './text/fold';

export type Relation = 'same_file' | 'same_content' | 'amendment' | 'other_plan';

export interface Change {
  /** What the change is about. */
  subject: 'document' | 'unit' | 'target' | 'task' | 'reporting' | 'recipient' | 'signer';
  kind: 'added' | 'removed' | 'changed';
  /** Id in the earlier reading; null when added. */
  before: string | null;
  /** Id in the later reading; null when removed. */
  after: string | null;
  /** Names of the fields that differ, for "changed". */
  fields: string[];
  /** One line for the officer, in Vietnamese. */
  message: string;
}

export interface Comparison {
  relation: Relation;
  /** 0 to 1: how sure it is that the two belong to one plan; the office decides below 1. */
  confidence: number;
  changes: Change[];
}

interface Pairing<T> {
  pairs: [T, T][];
  added: T[];
  removed: T[];
}

/** Pairs equal keys first, the rest greedily by likeness; every item is used once. */
function pair<T>(
  before: T[],
  after: T[],
  keyOf: (item: T) => string,
  likeness: (a: T, b: T) => number,
): Pairing<T> {
  const pairs: [T, T][] = [];
  const waiting = new Map<string, T[]>();
  for (const item of before) {
    const slot = waiting.get(keyOf(item));
    if (slot) slot.push(item);
    else waiting.set(keyOf(item), [item]);
  }
  const left: T[] = [];
  for (const item of after) {
    const hit = waiting.get(keyOf(item))?.shift();
    if (hit) pairs.push([hit, item]);
    else left.push(item);
  }
  const rest = [...waiting.values()].flat();
  const scored = rest
    .flatMap((old, i) => left.map((fresh, j) => ({ i, j, score: likeness(old, fresh) })))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const usedOld = new Set<number>();
  const usedNew = new Set<number>();
  for (const { i, j } of scored) {
    const [old, fresh] = [rest[i], left[j]];
    if (usedOld.has(i) || usedNew.has(j) || old === undefined || fresh === undefined) continue;
    usedOld.add(i);
    usedNew.add(j);
    pairs.push([old, fresh]);
  }
  return {
    pairs,
    added: left.filter((_, j) => !usedNew.has(j)),
    removed: rest.filter((_, i) => !usedOld.has(i)),
  };
}

const clip = (text: string): string => (text.length > 80 ? `${text.slice(0, 80).trimEnd()}…` : text);
const dueText = (due: DueRule[] | null): string =>
  JSON.stringify(
    (due ?? []).map((rule) => [rule.rule, rule.day, rule.month, rule.year ?? null, rule.weekday ?? null]),
  );

/** Names instead of ids, because ids are counted anew in each reading. */
const namesOf = (reading: PlanReading, ids: string[]): string =>
  ids
    .map((id) => key(reading.units.find((unit) => unit.id === id)?.name ?? id))
    .sort()
    .join('; ');

function differing(fields: [string, unknown, unknown][]): string[] {
  return fields
    .filter(([, a, b]) => JSON.stringify(a ?? null) !== JSON.stringify(b ?? null))
    .map(([name]) => name);
}

interface Kind<T> {
  subject: Change['subject'];
  noun: string;
  before: T[];
  after: T[];
  id: (item: T) => string;
  text: (item: T) => string;
  keyOf: (item: T) => string;
  likeness: (a: T, b: T) => number;
  fields: (a: T, b: T) => string[];
}

function changesOf<T>(kind: Kind<T>): Change[] {
  const { pairs, added, removed } = pair(kind.before, kind.after, kind.keyOf, kind.likeness);
  const out: Change[] = [];
  for (const [old, fresh] of pairs) {
    const fields = kind.fields(old, fresh);
    if (fields.length > 0)
      out.push({
        subject: kind.subject,
        kind: 'changed',
        before: kind.id(old),
        after: kind.id(fresh),
        fields,
        message: `${kind.noun} thay đổi (${fields.join(', ')}): "${clip(kind.text(old))}" → "${clip(kind.text(fresh))}".`,
      });
  }
  for (const item of added)
    out.push({
      subject: kind.subject,
      kind: 'added',
      before: null,
      after: kind.id(item),
      fields: [],
      message: `${kind.noun} mới: "${clip(kind.text(item))}".`,
    });
  for (const item of removed)
    out.push({
      subject: kind.subject,
      kind: 'removed',
      before: kind.id(item),
      after: null,
      fields: [],
      message: `${kind.noun} không còn: "${clip(kind.text(item))}".`,
    });
  return out;
}

function unitChanges(before: PlanReading, after: PlanReading): Change[] {
  return changesOf<Unit>({
    subject: 'unit',
    noun: 'Đơn vị',
    before: before.units.filter((unit) => unit.scope === 'listed'),
    after: after.units.filter((unit) => unit.scope === 'listed'),
    id: (unit) => unit.id,
    text: (unit) => unit.name,
    keyOf: (unit) => key(unit.name),
    likeness: (a, b) => (sameUnit(a.name, b.name) >= 0.85 ? sameUnit(a.name, b.name) : 0),
    fields: (a, b) => differing([['vai trò', a.role, b.role]]),
  });
}

function targetChanges(before: PlanReading, after: PlanReading): Change[] {
  return changesOf<Target>({
    subject: 'target',
    noun: 'Chỉ tiêu',
    before: before.targets.filter((target) => target.scope === 'main'),
    after: after.targets.filter((target) => target.scope === 'main'),
    id: (target) => target.id,
    text: (target) => (target.text.length < 20 ? `${target.indicator}: ${target.text}` : target.text),
    keyOf: (target) => `${key(target.indicator)}|${target.milestone_year ?? ''}|${key(target.text)}`,
    likeness: (a, b) => {
      const alike = similarity(a.indicator, b.indicator);
      return alike >= 0.6 && a.unit === b.unit
        ? alike + (a.milestone_year === b.milestone_year ? 0.5 : 0)
        : 0;
    },
    fields: (a, b) =>
      differing([
        ['giá trị', [a.value, a.value_max], [b.value, b.value_max]],
        ['so sánh', a.comparator, b.comparator],
        ['đơn vị tính', a.unit, b.unit],
        ['mốc', [a.milestone_year, a.milestone_date], [b.milestone_year, b.milestone_date]],
        [
          'đơn vị chịu trách nhiệm',
          namesOf(before, a.responsible_units),
          namesOf(after, b.responsible_units),
        ],
      ]),
  });
}

function taskChanges(before: PlanReading, after: PlanReading): Change[] {
  return changesOf<Task>({
    subject: 'task',
    noun: 'Nhiệm vụ',
    before: before.tasks,
    after: after.tasks,
    id: (task) => task.id,
    text: (task) => task.text,
    keyOf: (task) => `${key(task.text)}|${task.kind}`,
    likeness: (a, b) => {
      const alike = similarity(a.text, b.text);
      return alike >= 0.6 ? alike : 0;
    },
    fields: (a, b) =>
      differing([
        ['nội dung', key(a.text), key(b.text)],
        ['chủ trì', namesOf(before, a.lead_units), namesOf(after, b.lead_units)],
        ['phối hợp', namesOf(before, a.coordinating_units), namesOf(after, b.coordinating_units)],
        ['thời hạn', a.deadline ?? a.deadline_text, b.deadline ?? b.deadline_text],
        ['sản phẩm', a.product, b.product],
      ]),
  });
}

function reportingChanges(before: PlanReading, after: PlanReading): Change[] {
  return changesOf<ReportingClause>({
    subject: 'reporting',
    noun: 'Chế độ báo cáo',
    before: before.reporting.filter((clause) => clause.tier === 'primary'),
    after: after.reporting.filter((clause) => clause.tier === 'primary'),
    id: (clause) => clause.id,
    text: (clause) => clause.text,
    keyOf: (clause) => `${clause.kind}|${key(clause.text)}`,
    likeness: (a, b) => (a.kind === b.kind ? 0.3 + similarity(a.text, b.text) : 0),
    fields: (a, b) =>
      differing([
        ['hạn gửi', dueText(a.due), dueText(b.due)],
        ['nơi gửi', key(a.from ?? ''), key(b.from ?? '')],
        ['nơi nhận', key(a.to ?? ''), key(b.to ?? '')],
        ['qua', key(a.via ?? ''), key(b.via ?? '')],
        ['tổng hợp', key(a.compiled_by ?? ''), key(b.compiled_by ?? '')],
      ]),
  });
}

function documentChanges(before: PlanReading, after: PlanReading): Change[] {
  const fields = differing([
    ['tên', key(before.document.title ?? ''), key(after.document.title ?? '')],
    [
      'số, ký hiệu',
      [before.document.number.number, before.document.number.symbol],
      [after.document.number.number, after.document.number.symbol],
    ],
    ['ngày', before.document.date.iso, after.document.date.iso],
    [
      'cơ quan ban hành',
      key(before.document.issuing_body.normalized ?? ''),
      key(after.document.issuing_body.normalized ?? ''),
    ],
    [
      'giai đoạn',
      [before.document.period.start_year, before.document.period.end_year],
      [after.document.period.start_year, after.document.period.end_year],
    ],
    ['người ký', key(before.signer?.name ?? ''), key(after.signer?.name ?? '')],
  ]);
  return fields.length > 0
    ? [
        {
          subject: 'document',
          kind: 'changed',
          before: 'document',
          after: 'document',
          fields,
          message: `Thông tin văn bản thay đổi: ${fields.join(', ')}.`,
        },
      ]
    : [];
}

/** The later document names the number of the earlier one ("sửa đổi, bổ sung Kế hoạch số …"). */
function cites(before: PlanReading, after: PlanReading): boolean {
  const number = before.document.number.canonical;
  return (
    number !== null &&
    after.legal_bases.some((basis) => basis.number !== null && sameNumber(basis.number, number))
  );
}

function relate(
  before: PlanReading,
  after: PlanReading,
  changes: Change[],
): { relation: Relation; confidence: number } {
  if (before.source.sha256 === after.source.sha256) return { relation: 'same_file', confidence: 1 };
  if (changes.length === 0) return { relation: 'same_content', confidence: 0.95 };
  const [a, b] = [before.document, after.document];
  const issuer = sameUnit(a.issuing_body.normalized ?? '', b.issuing_body.normalized ?? '') >= 0.85;
  const title = similarity(a.title ?? '', b.title ?? '');
  const number =
    a.number.number !== null &&
    a.number.number === b.number.number &&
    a.number.symbol === b.number.symbol &&
    a.date.year === b.date.year;
  if (number && issuer) return { relation: 'amendment', confidence: 0.95 };
  if (cites(before, after) && issuer && /sửa đổi|bổ sung|điều chỉnh|thay thế/i.test(b.title ?? ''))
    return { relation: 'amendment', confidence: 0.9 };
  if (
    issuer &&
    title >= 0.8 &&
    JSON.stringify([a.period.start_year, a.period.end_year]) ===
      JSON.stringify([b.period.start_year, b.period.end_year])
  )
    return { relation: 'amendment', confidence: 0.8 };
  return { relation: 'other_plan', confidence: 0.8 };
}

/**
 * What changed from `before` to `after`. The same bytes are `same_file` with no changes; a version of one plan is
 * `amendment` (the office confirms below confidence 1); `changes` are given in every case, for the screen.
 */
export function compareReadings(before: PlanReading, after: PlanReading): Comparison {
  if (before.source.sha256 === after.source.sha256)
    return { relation: 'same_file', confidence: 1, changes: [] };
  const changes = [
    ...documentChanges(before, after),
    ...unitChanges(before, after),
    ...targetChanges(before, after),
    ...taskChanges(before, after),
    ...reportingChanges(before, after),
  ];
  return { ...relate(before, after, changes), changes };
}
