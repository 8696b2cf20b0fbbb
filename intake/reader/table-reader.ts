// Tables: indicator rows to targets, assignment rows to tasks, stages to the roadmap; scoring tables are left alone.
import type { LineRange } from '../model';
import type { RoadmapStage, Task } from '../reading';
import { bare, fold, squeeze } from '../text/fold';
import type { Table, TableCell } from '../text/tables';
import { type Columns, columnsOf, isGroupRow, isTotalRow, type YearColumn } from './columns';
import type { Context } from './context';
import { parseDeadline } from './deadlines';
import { labelsIn, leadAndHelpers } from './labels';
import { mentionsIn, wordedMentions } from './mentions';
import { milestonesIn } from './milestones';
import type { Node } from './outline';
import { isObjectiveSection } from './sections';
import { coarse, type DraftTarget, emptyTarget, inheritedMilestone } from './target-draft';

export interface TableReading {
  targets: DraftTarget[];
  tasks: (Omit<Task, 'id'> & { node: Node })[];
  roadmap: Omit<RoadmapStage, 'id'>[];
}

export function readTables(ctx: Context): TableReading {
  const out: TableReading = { targets: [], tasks: [], roadmap: [] };
  for (const node of ctx.outline.nodes) {
    const table = node.item.table;
    if (!table) continue;
    for (const row of table.broken) {
      ctx.ask({
        code: 'BROKEN_TABLE_ROW',
        message: `Không dựng lại được các ô của một dòng trong bảng: "${clip(row.text)}". Đề nghị nhập tay dòng này.`,
        lines: [row.lines],
        blocking: false,
      });
    }
    if (node.section === 'hien_trang' || node.section === 'thi_dua') continue;
    const columns = columnsOf(table);
    const targets =
      columns.kind === 'indicator' || (columns.kind === 'shares' && isObjectiveSection(node.section));
    if (targets && node.section !== 'kinh_phi') out.targets.push(...indicatorRows(ctx, node, table, columns));
    else if (columns.kind === 'assignment') out.tasks.push(...assignmentRows(ctx, node, table, columns));
    else if (columns.kind === 'roadmap') out.roadmap.push(...stageRows(ctx, table));
  }
  return out;
}

const clip = (text: string): string => (text.length > 90 ? `${text.slice(0, 90)}…` : text);
const textAt = (row: TableCell[], index: number | null): string =>
  index === null ? '' : squeeze(row[index]?.text ?? '');
const rowLines = (row: TableCell[]): LineRange[] => {
  const first = Math.min(...row.map((cell) => cell.lines[0]));
  const last = Math.max(...row.map((cell) => cell.lines[1]));
  return [[first, last]];
};

function indicatorRows(ctx: Context, node: Node, table: Table, columns: Columns): DraftTarget[] {
  const out: DraftTarget[] = [];
  let group = '';
  for (const row of table.rows) {
    const cells = row.map((cell) => squeeze(cell.text));
    const name = textAt(row, columns.name);
    if (isGroupRow(cells, columns) || isTotalRow(cells)) {
      group = cells.find((cell, i) => cell && i !== columns.number) ?? group;
      continue;
    }
    if (!name) continue;
    const lines = rowLines(row);
    const lead = textAt(row, columns.lead);
    const leads = lead ? ctx.units.addList(lead, { lines, role: 'chu_tri', listed: false }) : [];
    const siblings: DraftTarget[] = [];
    for (const column of columns.values) {
      const draft = cellTarget(ctx, node, {
        name: column.measures ? squeeze(`${name}: ${column.measures}`) : name,
        group,
        unitColumn: textAt(row, columns.unit),
        cell: textAt(row, column.index),
        column,
        lines,
      });
      if (!draft) continue;
      draft.responsible_units = leads;
      draft.responsible_source = leads.length > 0 ? 'table' : null;
      draft.sibling = siblings[0] ?? null;
      siblings.push(draft);
    }
    if (
      siblings.length === 0 &&
      /^\d/.test(textAt(row, columns.number) || '1') &&
      columns.values.length > 0
    ) {
      const draft = {
        ...emptyTarget(lines, ctx.confidence * 0.8),
        node,
        kind: 'incomplete' as const,
        measurable: false,
        text: name,
        indicator: name,
      };
      draft.responsible_units = leads;
      siblings.push(draft);
    }
    out.push(...siblings);
  }
  return out;
}

interface CellInput {
  name: string;
  group: string;
  unitColumn: string;
  cell: string;
  column: YearColumn;
  lines: LineRange[];
}

function cellTarget(ctx: Context, node: Node, input: CellInput): DraftTarget | null {
  const { name, unitColumn, cell, column, lines } = input;
  if (cell === '' || /^[-–—x.]+$/i.test(cell)) return null;
  const draft = emptyTarget(lines, ctx.confidence * 0.95);
  const folded = fold(cell);
  const mention =
    mentionsIn(
      `${/^\d/.test(folded) ? 'đạt ' : ''}${folded}`,
      `${/^\d/.test(folded) ? 'Đạt ' : ''}${cell}`,
    )[0] ?? wordedMentions(`có ${folded}`, `Có ${cell}`)[0];
  const milestone = column.milestone;
  Object.assign(draft, {
    node,
    text: cell,
    indicator: name,
    milestone_year: milestone?.year ?? null,
    milestone_date: milestone?.date ?? null,
    milestone_text: milestone?.text ?? null,
    milestone_source: milestone ? 'table_header' : null,
  });
  if (!milestone) {
    const inCell = milestonesIn(folded)[0] ?? milestonesIn(fold(name)).find((hit) => hit.year !== null);
    const inherited = inheritedMilestone(ctx, node);
    draft.milestone_year = inCell?.year ?? inherited.year;
    draft.milestone_date = inCell?.date ?? inherited.date;
    draft.milestone_text = inCell?.text ?? inherited.text;
    draft.milestone_source = inCell ? 'table_row' : inherited.source;
  }
  if (
    !mention ||
    (mention.unit === null &&
      unitColumn === '' &&
      /\p{L}{4,}/u.test(cell.replace(/^\S+\s/, '')) &&
      !/\d/.test(cell))
  ) {
    return { ...draft, kind: 'qualitative', measurable: false };
  }
  // "%" may stand in the unit column, in the name ("Tỷ lệ … (%)") or in the cell.
  const named = /\((%|[^()]{1,25})\)\s*$/.exec(name)?.[1];
  const unit =
    mention.unit && !(unitColumn && mention.counted && !/%/.test(mention.unit))
      ? mention.unit
      : unitColumn
        ? fold(unitColumn)
        : (mention.unit ?? (named && !/\d{4}/.test(named) ? fold(named) : null));
  const byName = mention.comparator === '=' ? comparatorOfName(fold(name)) : null;
  const comparator = byName ?? mention.comparator;
  return {
    ...draft,
    comparator,
    comparator_coarse: coarse(comparator),
    value: mention.value,
    value_max: mention.valueMax,
    unit,
    per: /\/năm$/.test(unit ?? '') ? 'nam' : null,
  };
}

/** The comparator may stand at the end of the indicator's name ("… đạt từ (trở lên)", "(≥)"); "con thứ ba trở lên" is a rank. */
function comparatorOfName(name: string): '>=' | '<=' | null {
  if (/(?:≥|tối thiểu|(?:\(|từ |đạt )trở lên)\s*\)?$/.test(name)) return '>=';
  if (/(?:≤|tối đa|không quá)\s*\)?$/.test(name)) return '<=';
  return null;
}

function assignmentRows(ctx: Context, node: Node, table: Table, columns: Columns): TableReading['tasks'] {
  const out: TableReading['tasks'] = [];
  let carriedLead = '';
  for (const row of table.rows) {
    const cells = row.map((cell) => squeeze(cell.text));
    if (isGroupRow(cells, columns) || isTotalRow(cells)) continue;
    const lines = rowLines(row);
    const content = textAt(row, columns.name).replace(
      /^(?:\d{1,2}(?:\.\d{1,2})*[.)]|[-–+•]|[a-zđ]\))\s*/,
      '',
    );
    if (bare(content).replace(/[^a-z]/g, '').length < 4) continue;
    const leadCell =
      textAt(row, columns.lead) || (columns.number !== null && !cells[columns.number] ? carriedLead : '');
    carriedLead = leadCell;
    const labels = labelsIn(fold(leadCell), leadCell);
    const lead =
      labels.find((label) => label.kind === 'lead')?.value ??
      (labels.length > 0 ? leadCell.slice(0, labels[0]?.at ?? 0) : leadCell);
    const both = leadAndHelpers(lead);
    const coop = [
      textAt(row, columns.coop),
      labels.find((label) => label.kind === 'coop')?.value ?? '',
      both.helpers ?? '',
    ]
      .filter(Boolean)
      .join('; ');
    const leads = lead
      ? ctx.units.addList(withoutShares(both.lead), { lines, role: 'chu_tri', listed: true })
      : [];
    const coops = coop
      ? ctx.units.addList(withoutShares(coop), { lines, role: 'phoi_hop', listed: true })
      : [];
    const time = textAt(row, columns.time);
    const product = textAt(row, columns.product);
    const task = {
      node,
      section: node.label
        ? `${node.label}.${textAt(row, columns.number)}`
        : `PL.${textAt(row, columns.number)}`,
      kind: 'table' as const,
      text: content,
      lead_units: leads,
      coordinating_units: coops.filter((id) => !leads.includes(id)),
      lead_to_choose: leads.length > 1,
      deadline_text: time || null,
      deadline: time ? parseDeadline(time) : null,
      product: product || null,
      lines,
      confidence: ctx.confidence * 0.95,
    };
    out.push(task);
    const promised = parseDeadline(product);
    if (promised && task.deadline && promised !== task.deadline) {
      ctx.ask({
        code: 'TWO_DEADLINES',
        message: `Nhiệm vụ "${clip(content)}" có hai mốc thời gian: cột thời gian ghi "${time}", cột sản phẩm ghi "${product}". Mốc nào được dùng?`,
        lines,
        answers: [time, product],
        blocking: false,
      });
    }
  }
  return out;
}

/** "Phòng A (nội dung 1, 2); Phòng B (nội dung 3)": the share of each lead is no part of its name. */
const withoutShares = (text: string): string => text.replace(/\s*\((?!(?:phụ trách|kiêm))[^)]*\)/gi, '');

function stageRows(ctx: Context, table: Table): TableReading['roadmap'] {
  return table.rows.flatMap((row) => {
    const cells = row.map((cell) => squeeze(cell.text));
    const numbered = /^(?:stt|tt)$/.test(fold(table.header[0] ?? '').trim());
    const [stage = '', ...rest] = numbered ? cells.slice(1) : cells;
    const years = [...stage.matchAll(/20\d{2}/g)].map((match) => Number(match[0]));
    const items = rest
      .join('; ')
      .split(/;|\n/)
      .map((item) =>
        squeeze(item)
          .replace(/^[-–+•]\s*/, '')
          .replace(/\.$/, ''),
      )
      .filter(Boolean);
    if (!stage || items.length === 0) return [];
    return [
      {
        stage,
        start_year: years[0] ?? null,
        end_year: years.at(-1) ?? null,
        items,
        lines: rowLines(row),
        confidence: ctx.confidence * 0.95,
      },
    ];
  });
}
