// Blocks to reading: the one pure function of the intake that knows plan documents.
import type { SourceDocument } from './model';
import { readBases } from './reader/bases';
import { Context } from './reader/context';
import { headerLines, readIdentity } from './reader/identity';
import { linkTargets } from './reader/link-targets';
import { readFunding, readObjectives } from './reader/objectives';
import { outlineOf } from './reader/outline';
import { askQuestions } from './reader/questions';
import { regionsOf } from './reader/regions';
import { readReporting } from './reader/reporting';
import { readReviews } from './reader/reviews';
import { roadmapOf } from './reader/roadmap';
import { readTables } from './reader/table-reader';
import { readTail } from './reader/tail';
import { readTextTargets } from './reader/targets';
import { TaskReader } from './reader/tasks';
import { listTraps } from './reader/traps';
import type { PlanReading, RoadmapStage, Task } from './reading';
import { cleanLines } from './text/clean';
import { type Item, makeItem } from './text/items';
import { joinLines } from './text/join';
import { linesOf } from './text/lines';
import { dropRunningHeads } from './text/running';
import { wrapProfile } from './text/wrap';

/**
 * Reads one plan document. Pure and synchronous; no database, no clock, nothing fetched. Text that looks like an
 * instruction is text (B25). Everything found carries its lines in `document.text` and a confidence from 0 to 1;
 * what the text does not say is null or empty and becomes a question.
 */
export function readPlan(document: SourceDocument): PlanReading {
  const { lines, tables, dropped } = cleanLines(linesOf(document));
  const regions = regionsOf(lines, tables);
  // How paragraphs were broken is told by paragraphs: cells of tables break by rules of their own.
  const cells = new Set([...tables.values()].flatMap(({ from, to }) => range(from, to)));
  const bodyLines = regions.body.flatMap(({ from, to }) =>
    lines.slice(from, to).filter((_, i) => !cells.has(from + i)),
  );
  const profile = wrapProfile(bodyLines);
  const items: Item[] = [];
  let appendixFrom = Number.POSITIVE_INFINITY;
  regions.body.forEach(({ from, to }, i) => {
    if (i > 0) appendixFrom = Math.min(appendixFrom, items.length);
    items.push(...dropRunningHeads(joinLines(lines, from, to, tables, profile)));
  });
  const outline = outlineOf(items, Math.min(appendixFrom, items.length));
  const opening = outline.nodes
    .filter((node) => node.section === 'opening' && node.index < 60)
    .map((node) => node.item);
  const firstSection = outline.nodes.findIndex((node) => node.section !== 'opening');
  const openingItems =
    firstSection < 0 ? opening : outline.nodes.slice(0, firstSection).map((node) => node.item);
  const tail = regions.tail ? headerLines(lines, regions.tail.from, regions.tail.to, tables) : [];
  const wrapperTail = regions.wrapper
    ? headerLines(lines, regions.header.to, regions.wrapper.to, tables)
    : [];
  const identity = readIdentity({
    lines,
    tables,
    regions,
    opening: openingItems.map((item) => item.text).join(' '),
    bodyText: items.map((item) => item.text).join('\n'),
    headings: outline.nodes
      .filter((node) => node.opensSection)
      .map((node) => node.item.text.slice(0, 200))
      .join('. '),
    tail: tail.length > 0 ? tail : wrapperTail,
  });
  const titleItem =
    regions.title.length > 0 ? makeItem(regions.title.flatMap((index) => lines[index] ?? [])) : null;
  const basesItems = regions.wrapper
    ? [...joinLines(lines, regions.header.to, regions.wrapper.to, tables, profile), ...openingItems]
    : openingItems;
  const { bases, implements: carried } = readBases(
    basesItems,
    items.slice(openingItems.length),
    titleItem,
    document.confidence,
  );
  identity.implements = carried;

  const ctx = new Context(identity, outline, document.confidence);
  const fromTables = readTables(ctx);
  const textTasks = new TaskReader(ctx).read();
  const tasks = orderTasks(textTasks, fromTables.tasks);
  const roadmap: Omit<RoadmapStage, 'id'>[] = [...fromTables.roadmap, ...roadmapOf(ctx)];
  const drafts = [...readTextTargets(ctx), ...fromTables.targets].sort(
    (a, b) => (a.node?.index ?? 0) - (b.node?.index ?? 0),
  );
  const targets = linkTargets(ctx, drafts);
  const reporting = readReporting(ctx);
  const reviews = readReviews(ctx, roadmap);
  const tailReading = readTail(tail, document.confidence);
  const wrapperReading =
    tailReading.recipients.length === 0 && wrapperTail.length > 0
      ? readTail(afterRecipients(wrapperTail), document.confidence)
      : null;
  const ending = wrapperReading ?? tailReading;
  if (ending.looseBrace) {
    ctx.ask({
      code: 'LOOSE_BRACE',
      message: 'Dấu ngoặc ở phần Nơi nhận đứng rời một dòng. Những nơi nhận nào thuộc dấu ngoặc này?',
      lines: [ending.looseBrace.lines],
      blocking: false,
    });
  }

  const reading = {
    schema_version: '1.0' as const,
    source: {
      file: null,
      sha256: document.sha256,
      format: document.format,
      lines: document.text.split('\n').length,
      chars: document.text.length,
      completeness: completenessOf(
        identity.number.text !== null || identity.date.text !== null,
        ending.signer !== null || ending.recipients.length > 0,
        identity.type,
      ),
      confidence: document.confidence,
      warnings: document.warnings,
    },
    document: identity,
    legal_bases: bases,
    objectives: readObjectives(ctx),
    targets,
    units: ctx.units.units,
    tasks,
    reporting,
    reviews,
    roadmap: roadmap.map((stage, i) => ({ id: `S${i + 1}`, ...stage })),
    funding: readFunding(ctx),
    recipients: ending.recipients.map((recipient, i) => ({ id: `N${i + 1}`, ...recipient })),
    signer: ending.signer,
  };
  const questions = askQuestions(ctx, reading);
  return {
    ...reading,
    counts: countsOf(reading),
    questions,
    traps: listTraps(ctx, reading, { dropped, profile }),
  };
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** In a decision the recipients stand between its articles and the plan: everything before "Nơi nhận" is articles. */
function afterRecipients<T extends { text: string }>(lines: T[]): T[] {
  const at = lines.findIndex((line) => /^(?:nơi nhận|tm\.|t\/m|kt\.)/i.test(line.text));
  return at >= 0 ? lines.slice(at) : [];
}

function orderTasks(text: Task[], table: (Omit<Task, 'id'> & { node: { index: number } })[]): Task[] {
  const rows = table.map(({ node: _node, ...task }): Task => ({ id: '', ...task }));
  return [...text, ...rows]
    .sort((a, b) => (a.lines[0]?.[0] ?? 0) - (b.lines[0]?.[0] ?? 0))
    .map((task, i) => ({ ...task, id: `K${i + 1}` }));
}

function completenessOf(
  header: boolean,
  footer: boolean,
  type: string | null,
): PlanReading['source']['completeness'] {
  if (type === 'phu_luc') return 'partial_appendix_only';
  if (header) return 'full';
  return footer ? 'full_without_header_number_date' : 'full_without_header_and_footer';
}

function countsOf(reading: Omit<PlanReading, 'counts' | 'questions' | 'traps'>): Record<string, number> {
  const main = reading.targets.filter((target) => target.scope === 'main');
  const scoped = (scope: string): number => reading.targets.filter((target) => target.scope === scope).length;
  const kinds = (kind: string): number => reading.tasks.filter((task) => task.kind === kind).length;
  return {
    legal_bases: reading.legal_bases.length,
    objectives: reading.objectives.length,
    targets_total: reading.targets.length,
    targets_main_measurable: main.filter((target) => target.measurable).length,
    targets_main_not_measurable: main.filter((target) => !target.measurable).length,
    targets_in_task: scoped('in_task'),
    targets_roadmap: scoped('roadmap'),
    targets_restated: scoped('restated'),
    target_indicators: new Set(main.map((target) => target.indicator_id)).size,
    units: reading.units.length,
    units_listed: reading.units.filter((unit) => unit.scope === 'listed').length,
    tasks_total: reading.tasks.length,
    tasks_general: kinds('general'),
    tasks_assigned: kinds('assigned'),
    tasks_table: kinds('table'),
    reporting_primary: reading.reporting.filter((clause) => clause.tier === 'primary').length,
    reporting_secondary: reading.reporting.filter((clause) => clause.tier === 'secondary').length,
    reporting_with_deadline: reading.reporting.filter((clause) => clause.due !== null).length,
    reviews: reading.reviews.length,
    roadmap_stages: reading.roadmap.length,
    funding: reading.funding.length,
    recipients: reading.recipients.length,
    signer: reading.signer ? 1 : 0,
  };
}
