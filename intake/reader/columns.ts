// What a table is for, told by its column heads.
import { bare, fold } from '../text/fold';
import type { Table } from '../text/tables';
import { type Milestone, milestonesIn } from './milestones';

export type TableKind = 'indicator' | 'shares' | 'assignment' | 'roadmap' | 'scoring' | 'other';

export interface YearColumn {
  index: number;
  milestone: Pick<Milestone, 'year' | 'date' | 'text' | 'recurring'> | null;
  /** What the column measures, where its head and not its row says so. */
  measures?: string;
}

export interface Columns {
  kind: TableKind;
  number: number | null;
  name: number | null;
  unit: number | null;
  values: YearColumn[];
  lead: number | null;
  coop: number | null;
  time: number | null;
  product: number | null;
  stage: number | null;
}

const IS: Record<string, RegExp> = {
  number: /^(?:stt|tt|so tt|so thu tu)$/,
  unit: /^(?:dvt|don vi tinh|don vi do)/,
  lead: /(?:don vi|co quan|bo phan|phong|to chuc|ca nhan)?,? ?(?:chu tri|dau moi|phu trach|chiu trach nhiem|tham muu)|^(?:don vi|co quan|bo phan|nguoi|ca nhan)(?:,? (?:ca nhan|don vi))* (?:thuc hien|trien khai|theo doi|duoc giao)|^(?:phan cong|don vi|co quan|trach nhiem|giao thuc hien)(?: thuc hien)?$/,
  coop: /phoi hop/,
  time: /^(?:thoi gian|thoi han|tien do|thoi diem|han)(?: |$)|hoan thanh$|^thoi gian|ngay hoan thanh/,
  product:
    /san pham|ket qua (?:dau ra|dat duoc|thuc hien|can dat|du kien)|^ket qua$|dau ra|hinh thuc van ban/,
  points:
    /diem (?:toi da|chuan|tu cham|cham|so|thuong|tru|danh gia)|^diem$|thang diem|^so diem$|tu cham|cach cham|cach tinh/,
  stage: /^(?:giai doan|lo trinh|nam|thoi gian|moc thoi gian)$/,
  current:
    /hien trang|thuc trang|thuc hien nam|uoc thuc hien|ket qua (?:nam|den|giai doan)|hien tai|hien co|so voi|ghi chu|can cu|co so|nam goc|den het nam 20\d\d \(/,
  indicator: /chi tieu|muc tieu|tieu chi|chi so/,
  task: /noi dung|nhiem vu|cong viec|hoat dong|giai phap|ten de an|ten van ban|noi dung cong viec|danh muc/,
  money: /kinh phi|du toan|von|so tien/,
};

const is = (what: string, head: string): boolean => IS[what]?.test(head) ?? false;

/** Cells hold figures rather than words. */
function figureShare(table: Table, index: number): number {
  const cells = table.rows.map((row) => row[index]?.text ?? '').filter(Boolean);
  return (
    cells.filter((cell) => /^[≥≤<>~]?\s*(?:từ |trên |dưới |ít nhất |khoảng )?\d/.test(fold(cell))).length /
    Math.max(1, cells.length)
  );
}

export function columnsOf(table: Table): Columns {
  const heads = table.header.map((head) => bare(head).replace(/\s+/g, ' ').trim());
  const find = (test: (head: string, i: number) => boolean): number | null => {
    const at = heads.findIndex(test);
    return at >= 0 ? at : null;
  };
  const number = find((head) => is('number', head));
  const unit = find((head) => is('unit', head));
  const coop = find((head) => is('coop', head) && !/chu tri/.test(head));
  const lead = find((head, i) => i !== coop && i !== unit && is('lead', head));
  const product = find((head) => is('product', head));
  const taken = new Set([number, unit, coop, lead, product]);
  const time = find((head, i) => !taken.has(i) && is('time', head) && !/20\d\d/.test(head));
  if (time !== null) taken.add(time);
  const values: YearColumn[] = [];
  heads.forEach((head, i) => {
    if (taken.has(i) || is('current', head) || is('money', head) || is('points', head)) return;
    const milestone = milestonesIn(fold(table.header[i] ?? ''))[0] ?? bareYear(table.header[i] ?? '');
    if (milestone && !/^(?:noi dung|ten|nhiem vu|hien trang)/.test(head))
      values.push({ index: i, milestone });
  });
  const valued = new Set(values.map((value) => value.index));
  const name =
    find(
      (head, i) =>
        !taken.has(i) &&
        !valued.has(i) &&
        (is('indicator', head) || is('task', head)) &&
        figureShare(table, i) < 0.4,
    ) ??
    find(
      (head, i) =>
        !taken.has(i) && !valued.has(i) && head !== '' && !is('current', head) && figureShare(table, i) < 0.4,
    );
  const scoring = heads.some((head) => is('points', head));
  const nameHead = name === null ? '' : (heads[name] ?? '');
  if (values.length === 0 && is('indicator', nameHead)) {
    heads.forEach((head, i) => {
      if (
        !taken.has(i) &&
        i !== name &&
        !is('current', head) &&
        !is('money', head) &&
        /chi tieu|muc tieu|ke hoach|gia tri|so luong|muc phan dau|yeu cau/.test(head) &&
        figureShare(table, i) >= 0.4
      ) {
        values.push({ index: i, milestone: null });
      }
    });
  }
  const stage = find((head, i) => i !== name && is('stage', head));
  const kind = kindOf({ heads, scoring, values, lead, name, nameHead, stage, time, coop, table });
  const columns = { kind, number, name, unit, values, lead, coop, time, product, stage };
  return kind === 'other' ? (sharesOf(table, heads, columns) ?? columns) : columns;
}

/** Who is given a share: villages, wards, offices, each in a row of its own. */
const HOLDER =
  /^(?:ten )?(?:cac )?(?:don vi|dia phuong|khu pho|thon|xa|phuong|to dan pho|ap|ban|khom|buon|truong|co quan)(?:(?:,| va)? (?:xa|phuong|thon|ban|ap|don vi|dac khu|khu pho|co quan))*$/;
/** How large a holder is, and no share of what is to be done. */
const SIZE_OF_HOLDER =
  /^(?:tong )?(?:so (?:ho|khau|dan|nguoi|thon|hoc sinh)|dan so|dien tich(?: tu nhien)?)$|da (?:dat|co|tham gia)/;

/** "Khu phố | Bảo hiểm y tế (người) | …": each row a holder, each column an indicator of which it has a share. */
function sharesOf(table: Table, heads: string[], columns: Columns): Columns | null {
  const name = heads.findIndex((head) => HOLDER.test(head));
  if (name < 0) return null;
  const values = heads.flatMap((head, index): YearColumn[] =>
    index !== name &&
    index !== columns.number &&
    head !== '' &&
    !is('current', head) &&
    !is('money', head) &&
    !SIZE_OF_HOLDER.test(head) &&
    figureShare(table, index) >= 0.7
      ? [{ index, milestone: null, measures: table.header[index] ?? '' }]
      : [],
  );
  return values.length > 0 ? { ...columns, kind: 'shares', name, lead: name, values } : null;
}

function bareYear(head: string): YearColumn['milestone'] {
  const match = /^\D{0,25}(20\d{2})\D{0,6}$/.exec(head);
  return match ? { year: Number(match[1]), date: null, text: head, recurring: null } : null;
}

interface Signs {
  heads: string[];
  scoring: boolean;
  values: YearColumn[];
  lead: number | null;
  coop: number | null;
  name: number | null;
  nameHead: string;
  stage: number | null;
  time: number | null;
  table: Table;
}

function kindOf(signs: Signs): TableKind {
  if (signs.scoring) return 'scoring';
  const figures = signs.values.some((value) => figureShare(signs.table, value.index) >= 0.3);
  if (signs.values.length > 0 && signs.name !== null && (figures || is('indicator', signs.nameHead)))
    return 'indicator';
  if (signs.name !== null && (signs.lead !== null || signs.coop !== null)) return 'assignment';
  if (
    signs.heads.length <= 3 &&
    (signs.stage !== null || signs.time !== null) &&
    signs.heads.some((head) => /noi dung|nhiem vu|trong tam|muc tieu|cong viec/.test(head))
  )
    return 'roadmap';
  if (signs.name !== null && signs.time !== null && is('task', signs.nameHead)) return 'assignment';
  return 'other';
}

/** A row that only carries a heading: one filled cell, or a Roman or letter number and no values. */
export function isGroupRow(cells: string[], columns: Columns): boolean {
  const filled = cells.filter((cell, i) => cell !== '' && i !== columns.number);
  const distinct = new Set(filled);
  const ordinal = columns.number === null ? '' : (cells[columns.number] ?? '');
  if (filled.length === 0) return true;
  if (distinct.size === 1 && (filled.length > 1 || cells.length > 2))
    return !/^\d+$/.test(ordinal) || filled.length > 1;
  return (
    /^(?:[IVX]+|[A-HĐ])\.?$/.test(ordinal) &&
    columns.values.every((value) => !(cells[value.index] ?? '')) &&
    (columns.lead === null || !cells[columns.lead])
  );
}

export const isTotalRow = (cells: string[]): boolean =>
  cells.some((cell) => /^(?:tổng(?: cộng| số)?|cộng)$/.test(fold(cell).trim()));
