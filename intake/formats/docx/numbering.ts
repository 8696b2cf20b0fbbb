// Automatic numbers and bullets of a Word file, counted so that each paragraph gets the marker that is printed before it.

import { readXml } from '../xml';

export interface NumberingLevel {
  start: number;
  format: string;
  text: string;
  /** 0 = never restarts. */
  restart?: number;
  legal?: boolean;
}

interface Abstract {
  levels: Map<number, NumberingLevel>;
  /** Counters per level, shared by all lists that use this definition. */
  counts: number[];
  styleLink?: string;
}

interface Instance {
  abstractId: string;
  overrides: Map<number, { start?: number; level?: NumberingLevel }>;
  used: Set<number>;
}

const MAX_LEVEL = 9;

export function roman(value: number): string {
  const table: [number, string][] = [
    [1000, 'm'],
    [900, 'cm'],
    [500, 'd'],
    [400, 'cd'],
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ];
  if (value <= 0 || value > 4999) return String(value);
  let rest = value;
  let out = '';
  for (const [size, letter] of table) {
    while (rest >= size) {
      out += letter;
      rest -= size;
    }
  }
  return out;
}

/** a … z, aa, bb …, as Word counts letters. */
export function letters(value: number): string {
  if (value <= 0 || value > 780) return String(value);
  return String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.floor((value - 1) / 26) + 1);
}

export function formatNumber(value: number, format: string): string {
  switch (format) {
    case 'upperRoman':
      return roman(value).toUpperCase();
    case 'lowerRoman':
      return roman(value);
    case 'upperLetter':
      return letters(value).toUpperCase();
    case 'lowerLetter':
      return letters(value);
    case 'decimalZero':
      return value < 10 ? `0${value}` : String(value);
    case 'none':
      return '';
    default:
      return String(value);
  }
}

/** Bullets come from symbol fonts as private-use characters; a dash or plus says something about the level, the rest does not. */
export function bulletMark(text: string): string {
  const mark = text.trim().slice(0, 1);
  if (/[-–—−‐‑]/.test(mark) || mark === '\uf02d') return '-';
  if (mark === '+' || mark === '\uf02b') return '+';
  if (mark === '*' || mark === '\uf02a') return '*';
  return '•';
}

export class Numbering {
  private readonly abstracts = new Map<string, Abstract>();
  private readonly instances = new Map<string, Instance>();

  /** Counts one paragraph of the list and returns what is printed before it; '' when the level prints nothing. */
  next(numId: string, levelIndex: number): string {
    const instance = this.instances.get(numId);
    const abstract = instance && this.abstracts.get(instance.abstractId);
    if (!instance || !abstract || !(levelIndex >= 0 && levelIndex < MAX_LEVEL)) return '';
    const level = this.level(instance, abstract, levelIndex);
    if (!level) return '';
    this.count(instance, abstract, levelIndex, level);
    if (level.format === 'bullet') return level.text.trim() === '' ? '' : bulletMark(level.text);
    return level.text.replace(/%([1-9])/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      const other = this.level(instance, abstract, index);
      if (!other) return '';
      const value = abstract.counts[index] ?? other.start;
      return formatNumber(value, level.legal ? 'decimal' : other.format);
    });
  }

  /** For formats that keep their lists elsewhere: a definition, and a use of it by its own id. */
  define(abstractId: string, levels: Map<number, NumberingLevel>): void {
    this.abstracts.set(abstractId, { levels, counts: [] });
  }

  use(numId: string, abstractId: string, overrides: Instance['overrides']): void {
    this.instances.set(numId, { abstractId, overrides, used: new Set() });
  }

  private count(instance: Instance, abstract: Abstract, index: number, level: NumberingLevel): void {
    const override = instance.overrides.get(index);
    const first = !instance.used.has(index);
    instance.used.add(index);
    const current = abstract.counts[index];
    if (first && override?.start !== undefined) abstract.counts[index] = override.start;
    else abstract.counts[index] = current === undefined ? level.start : current + 1;
    for (let lower = index + 1; lower < MAX_LEVEL; lower++) {
      const below = this.level(instance, abstract, lower);
      if (below?.restart === 0) continue;
      delete abstract.counts[lower];
    }
  }

  private level(instance: Instance, abstract: Abstract, index: number): NumberingLevel | undefined {
    return instance.overrides.get(index)?.level ?? abstract.levels.get(index);
  }

  static read(xml: string, maxDepth: number): Numbering {
    const numbering = new Numbering();
    const links = new Map<string, string>();
    let abstract: Abstract | undefined;
    let abstractId = '';
    let instance: Instance | undefined;
    let overrideIndex = -1;
    let level: NumberingLevel | undefined;
    readXml(
      xml,
      {
        open(name, attributes) {
          const value = attributes['w:val'] ?? '';
          if (name === 'w:abstractNum') {
            abstractId = attributes['w:abstractNumId'] ?? '';
            abstract = { levels: new Map(), counts: [] };
            numbering.abstracts.set(abstractId, abstract);
          } else if (name === 'w:num') {
            instance = { abstractId: '', overrides: new Map(), used: new Set() };
            numbering.instances.set(attributes['w:numId'] ?? '', instance);
          } else if (name === 'w:abstractNumId' && instance) instance.abstractId = value;
          else if (name === 'w:styleLink') links.set(value, abstractId);
          else if (name === 'w:numStyleLink' && abstract) abstract.styleLink = value;
          else if (name === 'w:lvlOverride' && instance) {
            overrideIndex = Number(attributes['w:ilvl']);
            instance.overrides.set(overrideIndex, {});
          } else if (name === 'w:startOverride' && instance) {
            const override = instance.overrides.get(overrideIndex);
            if (override) override.start = Number(value) || 0;
          } else if (name === 'w:lvl') {
            level = { start: 1, format: 'decimal', text: '' };
            const index = Number(attributes['w:ilvl']);
            const override = instance?.overrides.get(overrideIndex);
            if (override) override.level = level;
            else abstract?.levels.set(index, level);
          } else if (level) applyLevelProp(level, name, attributes['w:val']);
        },
        close(name) {
          if (name === 'w:lvl') level = undefined;
          if (name === 'w:abstractNum') abstract = undefined;
          if (name === 'w:num') instance = undefined;
        },
      },
      maxDepth,
      'Word',
    );
    // A list may only name a list style; its levels stand where that style is defined.
    for (const entry of numbering.abstracts.values()) {
      const target = entry.styleLink ? numbering.abstracts.get(links.get(entry.styleLink) ?? '') : undefined;
      if (target && entry.levels.size === 0) entry.levels = target.levels;
    }
    return numbering;
  }
}

function applyLevelProp(level: NumberingLevel, name: string, value: string | undefined): void {
  if (name === 'w:start') level.start = Number(value) || 0;
  else if (name === 'w:numFmt') level.format = value ?? 'decimal';
  else if (name === 'w:lvlText') level.text = value ?? '';
  else if (name === 'w:lvlRestart') level.restart = Number(value);
  else if (name === 'w:isLgl') level.legal = value === undefined || value !== '0';
}
