// The plan documents that the intake is measured on: our own, and the five given ones where they are at hand.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type PlanReading, readPlan } from '../../intake';

const ROOT = resolve(__dirname, '../..');
export const OWN = join(ROOT, 'test/plans');
export const GIVEN = resolve(ROOT, '../shared/plans');

export interface PlanText {
  name: string;
  text: string;
}

export const textsIn = (folder: string): PlanText[] =>
  existsSync(join(folder, 'texts'))
    ? readdirSync(join(folder, 'texts'))
        .filter((name) => name.endsWith('.txt'))
        .sort()
        .map((name) => ({
          name: name.replace(/\.txt$/, ''),
          text: readFileSync(join(folder, 'texts', name), 'utf8'),
        }))
    : [];

export const allTexts = (): PlanText[] => [...textsIn(GIVEN), ...textsIn(OWN)];

export const readText = (text: string): PlanReading =>
  readPlan({ format: 'txt', sha256: String(text.length), text, blocks: [], warnings: [], confidence: 1 });
