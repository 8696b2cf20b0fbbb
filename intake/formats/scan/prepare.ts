// Makes a scanned page ready for recognition: straightened, its ruled lines found and painted over.

import type { Canvas } from '@napi-rs/canvas';
import type { Rule } from '../page/model';
import { skewOf, toBitmap, toGrey } from './bitmap';
import { findRules, type ThickRule } from './rules';

export interface Prepared {
  /** PGM. */
  picture: Uint8Array;
  /** In points. */
  horizontal: Rule[];
  vertical: Rule[];
}

/** Below this a turn costs more sharpness than it brings. */
const MIN_TURN_DEGREES = 0.06;

async function straighten(canvas: Canvas, degrees: number): Promise<Canvas> {
  const { createCanvas } = await import('@napi-rs/canvas');
  const turned = createCanvas(canvas.width, canvas.height);
  const context = turned.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, turned.width, turned.height);
  context.translate(turned.width / 2, turned.height / 2);
  context.rotate((-degrees * Math.PI) / 180);
  context.drawImage(canvas, -canvas.width / 2, -canvas.height / 2);
  return turned;
}

/** Only lines that cross others are a table; an underline is left where it is. */
function crossing(rules: ThickRule[], others: ThickRule[], reach: number): ThickRule[] {
  return rules.filter((rule) =>
    others.some(
      (other) =>
        other.at >= rule.from - reach &&
        other.at <= rule.to + reach &&
        rule.at >= other.from - reach &&
        rule.at <= other.to + reach,
    ),
  );
}

/** Brightness values as a PGM picture: nothing to compress, and the recogniser takes it as it is. */
function toPgm(grey: Uint8Array, width: number, height: number): Uint8Array {
  const head = Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1');
  const out = new Uint8Array(head.length + grey.length);
  out.set(head);
  out.set(grey, head.length);
  return out;
}

function paintOver(grey: Uint8Array, width: number, x0: number, y0: number, x1: number, y1: number): void {
  const height = grey.length / width;
  const from = Math.max(0, Math.floor(x0));
  const to = Math.min(width, Math.ceil(x1));
  for (let y = Math.max(0, Math.floor(y0)); y < Math.min(height, Math.ceil(y1)); y++) {
    grey.fill(255, y * width + from, Math.max(y * width + from, y * width + to));
  }
}

/** `scale`: pixels per point. */
export async function prepareScan(source: Canvas, scale: number): Promise<Prepared> {
  const { width, height } = source;
  const read = (canvas: Canvas) => toGrey(canvas.getContext('2d').getImageData(0, 0, width, height).data);
  let grey = read(source);
  const skew = skewOf(toBitmap(grey, width, height));
  if (Math.abs(skew) >= MIN_TURN_DEGREES) grey = read(await straighten(source, skew));
  const found = findRules(toBitmap(grey, width, height, true), scale);
  const reach = scale * 3;
  const horizontal = crossing(found.horizontal, found.vertical, reach);
  const vertical = crossing(found.vertical, found.horizontal, reach);
  for (const { at, from, to, thickness } of horizontal) {
    paintOver(grey, width, from - 2, at - thickness / 2 - 1, to + 2, at + thickness / 2 + 2);
  }
  for (const { at, from, to, thickness } of vertical) {
    paintOver(grey, width, at - thickness / 2 - 1, from - 2, at + thickness / 2 + 2, to + 2);
  }
  const points = (rules: ThickRule[]): Rule[] =>
    rules.map(({ at, from, to }) => ({ at: at / scale, from: from / scale, to: to / scale }));
  return { picture: toPgm(grey, width, height), horizontal: points(horizontal), vertical: points(vertical) };
}
