// Straight lines on a scanned page: long dark runs that are thin. They are the tables, and they confuse the recogniser.

import type { Rule } from '../page/model';
import type { Bitmap } from './bitmap';

export interface ThickRule extends Rule {
  /** Pixels. */
  thickness: number;
}

/** Sizes at 300 dpi; letters have no stroke this long, the narrowest column and the lowest row are longer. */
const MIN_ACROSS = 90;
const MIN_DOWN = 72;
const MAX_THICKNESS = 9;
/** Noise and faint print break a line for some pixels; most of it must be there all the same. */
const MAX_GAP = 6;
const MIN_DENSITY = 0.72;
/** What the page is still askew lets a long line step to the next row. */
const STEP = 3;
const MAX_RUNS = 60_000;

interface Run {
  at: number;
  from: number;
  to: number;
}

/** Dark runs along one axis. `along`/`across` are the steps in the data. */
function runsOf(bitmap: Bitmap, horizontal: boolean, minLength: number): Run[] {
  const { width, height, dark } = bitmap;
  const lines = horizontal ? height : width;
  const length = horizontal ? width : height;
  const along = horizontal ? 1 : width;
  const across = horizontal ? width : 1;
  const runs: Run[] = [];
  for (let at = 0; at < lines; at++) {
    let from = -1;
    let last = -MAX_GAP - 2;
    let count = 0;
    const close = () => {
      const size = last - from + 1;
      if (from >= 0 && size >= minLength && count >= size * MIN_DENSITY)
        runs.push({ at, from, to: last + 1 });
    };
    for (let i = 0, index = at * across; i < length; i++, index += along) {
      if (!dark[index]) continue;
      if (i - last > MAX_GAP + 1) {
        close();
        from = i;
        count = 0;
      }
      last = i;
      count++;
    }
    close();
    if (runs.length > MAX_RUNS) return [];
  }
  return runs;
}

/** Runs on neighbouring rows that overlap or follow each other are one line; a thick group is shading or a picture. */
function groupRuns(runs: Run[], maxThickness: number): ThickRule[] {
  interface Group extends Run {
    first: number;
    last: number;
  }
  const open: Group[] = [];
  const done: Group[] = [];
  for (const run of runs) {
    for (let i = open.length - 1; i >= 0; i--) {
      const group = open[i];
      if (group && run.at - group.last > STEP) {
        done.push(group);
        open.splice(i, 1);
      }
    }
    const near = open.find((group) => run.from <= group.to + 24 && run.to >= group.from - 24);
    if (near) {
      near.last = run.at;
      near.from = Math.min(near.from, run.from);
      near.to = Math.max(near.to, run.to);
    } else open.push({ ...run, first: run.at, last: run.at });
  }
  return [...done, ...open].flatMap((group) => {
    const thickness = group.last - group.first + 1;
    // A long line may climb a few rows more than a short one.
    if (thickness > maxThickness + (group.to - group.from) * 0.002) return [];
    return [{ at: (group.first + group.last) / 2, from: group.from, to: group.to, thickness }];
  });
}

/** Lines in pixels. `scale` is pixels per point. */
export function findRules(bitmap: Bitmap, scale: number): { horizontal: ThickRule[]; vertical: ThickRule[] } {
  const size = (scale * 72) / 300;
  const thickness = Math.max(3, MAX_THICKNESS * size);
  return {
    horizontal: groupRuns(runsOf(bitmap, true, MIN_ACROSS * size), thickness),
    vertical: groupRuns(runsOf(bitmap, false, MIN_DOWN * size), thickness),
  };
}
