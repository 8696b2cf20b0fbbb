// Footnotes and endnotes of a Word file, in the order in which they are stored.

import type { Limits } from '../limits';
import type { RawBlock } from '../raw';
import { tidy } from '../text/clean';
import { type Attributes, readXml } from '../xml';
import { BodyReader } from './body';
import { Numbering } from './numbering';
import type { StyleSheet } from './styles';

/** Returns the text of each note; separators (typed notes) are left out. */
export function readNotes(xml: string | null, element: string, styles: StyleSheet, limits: Limits): string[] {
  if (!xml) return [];
  const notes: string[] = [];
  let reader: BodyReader | null = null;
  readXml(
    xml,
    {
      open(name: string, attributes: Attributes) {
        if (name === element)
          reader = attributes['w:type'] ? null : new BodyReader(styles, new Numbering(), limits);
        else reader?.open(name, attributes);
      },
      close(name: string) {
        if (name !== element) {
          reader?.close(name);
          return;
        }
        const text = tidy((reader?.finish().blocks ?? []).map(blockText).join(' '));
        if (text) notes.push(text);
        reader = null;
      },
      text(value: string) {
        reader?.text(value);
      },
    },
    limits.maxDepth,
    'Word',
  );
  return notes;
}

function blockText(block: RawBlock): string {
  if (block.kind === 'paragraph') return block.text;
  return block.rows
    .map((row) => row.map((cell) => cell.paragraphs.map((p) => p.text).join(' ')).join(' | '))
    .join(' ');
}
