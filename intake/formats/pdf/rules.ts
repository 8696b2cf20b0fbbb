// Straight lines of a PDF page, from strokes and from thin filled boxes, in page coordinates.

import type { Rule } from '../page/model';

type Matrix = [number, number, number, number, number, number];

export interface OperatorList {
  fnArray: number[];
  argsArray: unknown[];
}

export interface Operators {
  save: number;
  restore: number;
  transform: number;
  constructPath: number;
  paintFormXObjectBegin: number;
  paintFormXObjectEnd: number;
  endPath: number;
  clip: number;
  eoClip: number;
}

/** A filled box at most this thin is a line; thicker ones are shading. */
const THIN = 3;
const MAX_RULES = 20_000;
const SLANT = 1;

const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];

function isMatrix(value: unknown): value is Matrix {
  return (
    (Array.isArray(value) || value instanceof Float32Array) &&
    value.length >= 6 &&
    Array.from(value as ArrayLike<number>).every((entry) => Number.isFinite(entry))
  );
}

/** Codes of pdf.js path data: move, line, cubic (6 numbers), quadratic (4 numbers), close. */
const OPERANDS = [2, 2, 6, 4, 0];

function pathLines(
  data: ArrayLike<number>,
  each: (x0: number, y0: number, x1: number, y1: number) => void,
): void {
  let x = 0;
  let y = 0;
  let startX = 0;
  let startY = 0;
  for (let i = 0; i < data.length; ) {
    const code = data[i] ?? -1;
    const operands = OPERANDS[code];
    if (operands === undefined) return;
    const nextX = data[i + operands - 1] ?? 0;
    const nextY = data[i + operands] ?? 0;
    if (code === 0) {
      startX = nextX;
      startY = nextY;
    } else if (code === 1) each(x, y, nextX, nextY);
    else if (code === 4) each(x, y, startX, startY);
    x = code === 4 ? startX : nextX;
    y = code === 4 ? startY : nextY;
    i += operands + 1;
  }
}

export function pageRules(
  list: OperatorList,
  ops: Operators,
  strokes: ReadonlySet<number>,
  base: Matrix,
): { horizontal: Rule[]; vertical: Rule[] } {
  const horizontal: Rule[] = [];
  const vertical: Rule[] = [];
  let matrix = base;
  const stack: Matrix[] = [];
  const point = (x: number, y: number): [number, number] => [
    matrix[0] * x + matrix[2] * y + matrix[4],
    matrix[1] * x + matrix[3] * y + matrix[5],
  ];
  const add = (x0: number, y0: number, x1: number, y1: number): void => {
    if (horizontal.length + vertical.length > MAX_RULES) return;
    const [ax, ay] = point(x0, y0);
    const [bx, by] = point(x1, y1);
    if (Math.abs(ay - by) <= SLANT)
      horizontal.push({ at: (ay + by) / 2, from: Math.min(ax, bx), to: Math.max(ax, bx) });
    else if (Math.abs(ax - bx) <= SLANT)
      vertical.push({ at: (ax + bx) / 2, from: Math.min(ay, by), to: Math.max(ay, by) });
  };
  const addThinBox = (box: ArrayLike<number>): void => {
    const [ax, ay] = point(box[0] ?? 0, box[1] ?? 0);
    const [bx, by] = point(box[2] ?? 0, box[3] ?? 0);
    const [left, right, top, bottom] = [
      Math.min(ax, bx),
      Math.max(ax, bx),
      Math.min(ay, by),
      Math.max(ay, by),
    ];
    if (bottom - top <= THIN && right - left > THIN)
      horizontal.push({ at: (top + bottom) / 2, from: left, to: right });
    else if (right - left <= THIN && bottom - top > THIN)
      vertical.push({ at: (left + right) / 2, from: top, to: bottom });
  };
  list.fnArray.forEach((fn, index) => {
    const args = list.argsArray[index];
    if (fn === ops.save) stack.push(matrix);
    else if (fn === ops.restore) matrix = stack.pop() ?? base;
    else if (fn === ops.transform && isMatrix(args)) matrix = multiply(matrix, args);
    else if (fn === ops.paintFormXObjectBegin) {
      stack.push(matrix);
      const form = Array.isArray(args) ? args[0] : null;
      if (isMatrix(form)) matrix = multiply(matrix, form);
    } else if (fn === ops.paintFormXObjectEnd) matrix = stack.pop() ?? base;
    else if (fn === ops.constructPath && Array.isArray(args)) {
      const [paint, data, box] = args as [
        number,
        ArrayLike<number>[] | undefined,
        ArrayLike<number> | undefined,
      ];
      if (paint === ops.endPath || paint === ops.clip || paint === ops.eoClip) return;
      if (strokes.has(paint) && data?.[0] && typeof data[0] === 'object') pathLines(data[0], add);
      else if (box) addThinBox(box);
    }
  });
  return { horizontal, vertical };
}
