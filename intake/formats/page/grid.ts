// Finds ruled tables: connected straight lines that make cells, with cells merged where a line is missing.

import type { Rule } from './model';

export interface GridCell {
  row: number;
  column: number;
  rowspan: number;
  colspan: number;
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

export interface Grid {
  xs: number[];
  ys: number[];
  cells: GridCell[];
}

/** Lines closer than this are one (double rules, cells drawn each with its own border). */
const NEAR = 2.5;
/** Ends that stop this short of the crossing line still touch it. */
const TOUCH = 4;
/** A page with more lines than this is a drawing. */
const MAX_RULES = 3_000;
const MIN_CELL = 6;

/** Joins pieces of one line: same place, touching or overlapping. */
export function mergeRules(rules: Rule[]): Rule[] {
  const sorted = [...rules].sort((a, b) => a.at - b.at || a.from - b.from);
  const groups: Rule[][] = [];
  let first = Number.NEGATIVE_INFINITY;
  for (const rule of sorted) {
    if (rule.at - first > NEAR) {
      groups.push([]);
      first = rule.at;
    }
    groups[groups.length - 1]?.push(rule);
  }
  return groups.flatMap((group) => {
    const at = group.reduce((sum, rule) => sum + rule.at, 0) / group.length;
    const merged: Rule[] = [];
    for (const rule of group.sort((a, b) => a.from - b.from)) {
      const last = merged[merged.length - 1];
      if (last && rule.from <= last.to + TOUCH) last.to = Math.max(last.to, rule.to);
      else merged.push({ at, from: rule.from, to: rule.to });
    }
    return merged;
  });
}

function cross(horizontal: Rule, vertical: Rule): boolean {
  return (
    vertical.at >= horizontal.from - TOUCH &&
    vertical.at <= horizontal.to + TOUCH &&
    horizontal.at >= vertical.from - TOUCH &&
    horizontal.at <= vertical.to + TOUCH
  );
}

/** Groups of lines that hang together, by union–find over crossings. */
function components(horizontal: Rule[], vertical: Rule[]): { h: Rule[]; v: Rule[] }[] {
  const parent = [...horizontal, ...vertical].map((_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root] ?? root;
    parent[index] = root;
    return root;
  };
  horizontal.forEach((h, i) => {
    vertical.forEach((v, j) => {
      if (cross(h, v)) parent[find(i)] = find(horizontal.length + j);
    });
  });
  const groups = new Map<number, { h: Rule[]; v: Rule[] }>();
  const group = (index: number) => {
    const root = find(index);
    const found = groups.get(root) ?? { h: [], v: [] };
    groups.set(root, found);
    return found;
  };
  horizontal.forEach((h, i) => {
    group(i).h.push(h);
  });
  vertical.forEach((v, j) => {
    group(horizontal.length + j).v.push(v);
  });
  return [...groups.values()].filter(({ h, v }) => h.length >= 2 && v.length >= 1);
}

function cluster(values: number[]): number[] {
  const out: number[] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    const last = out[out.length - 1];
    if (last === undefined || value - last > MIN_CELL) out.push(value);
  }
  return out;
}

/** Tables ruled only inside or only across still have an outer edge: where the crossing lines end. */
function withOuterEdges(values: number[], crossing: Rule[]): number[] {
  const from = Math.min(...crossing.map((rule) => rule.from));
  const to = Math.max(...crossing.map((rule) => rule.to));
  const first = values[0] ?? from;
  const last = values[values.length - 1] ?? to;
  return [
    ...(first - from > MIN_CELL * 2 ? [from] : []),
    ...values,
    ...(to - last > MIN_CELL * 2 ? [to] : []),
  ];
}

function covers(rules: Rule[], at: number, middle: number): boolean {
  return rules.some((rule) => Math.abs(rule.at - at) <= MIN_CELL && rule.from <= middle && rule.to >= middle);
}

function gridOf(h: Rule[], v: Rule[]): Grid | null {
  const xs = withOuterEdges(cluster(v.map((rule) => rule.at)), h);
  const ys = withOuterEdges(cluster(h.map((rule) => rule.at)), v);
  const columns = xs.length - 1;
  const rows = ys.length - 1;
  if (columns < 1 || rows < 1 || columns * rows < 2 || columns * rows > 20_000) return null;
  const x = (index: number) => xs[index] ?? 0;
  const y = (index: number) => ys[index] ?? 0;
  const taken = new Set<number>();
  const cells: GridCell[] = [];
  const open = (row: number, column: number, right: boolean): boolean =>
    right
      ? !covers(v, x(column + 1), (y(row) + y(row + 1)) / 2)
      : !covers(h, y(row + 1), (x(column) + x(column + 1)) / 2);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (taken.has(row * columns + column)) continue;
      let colspan = 1;
      while (
        column + colspan < columns &&
        !taken.has(row * columns + column + colspan) &&
        open(row, column + colspan - 1, true)
      ) {
        colspan++;
      }
      let rowspan = 1;
      const rowOpen = (below: number) =>
        Array.from({ length: colspan }, (_, i) => column + i).every((c) => open(below - 1, c, false));
      while (row + rowspan < rows && rowOpen(row + rowspan)) rowspan++;
      for (let r = row; r < row + rowspan; r++)
        for (let c = column; c < column + colspan; c++) taken.add(r * columns + c);
      cells.push({
        row,
        column,
        rowspan,
        colspan,
        x0: x(column),
        x1: x(column + colspan),
        y0: y(row),
        y1: y(row + rowspan),
      });
    }
  }
  return cells.length >= 2 ? { xs, ys, cells } : null;
}

export function findGrids(horizontal: Rule[], vertical: Rule[]): Grid[] {
  if (horizontal.length + vertical.length > MAX_RULES) return [];
  const long = (rule: Rule) => rule.to - rule.from > MIN_CELL;
  const h = mergeRules(horizontal.filter(long));
  const v = mergeRules(vertical.filter(long));
  return components(h, v)
    .flatMap((part) => gridOf(part.h, part.v) ?? [])
    .sort((a, b) => (a.ys[0] ?? 0) - (b.ys[0] ?? 0));
}
