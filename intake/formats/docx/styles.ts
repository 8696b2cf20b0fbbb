// Style sheet of a Word file: what a paragraph or run inherits when it says nothing itself.

import { type Attributes, readXml } from '../xml';

export interface RunProps {
  bold?: boolean;
  italic?: boolean;
  caps?: boolean;
  hidden?: boolean;
  /** Points. */
  size?: number;
  font?: string;
}

export interface ParagraphProps {
  style?: string;
  centered?: boolean;
  outline?: number;
  numId?: string;
  level?: number;
}

interface Style {
  basedOn?: string;
  run: RunProps;
  paragraph: ParagraphProps;
}

/** `<w:b/>` and `<w:b w:val="1"/>` switch on, `0`, `false`, `off` switch off. */
export function isOn(attributes: Attributes): boolean {
  const value = attributes['w:val'];
  return value === undefined || !['0', 'false', 'off', 'none'].includes(value);
}

/** Reads one child of `w:rPr` into the run properties. */
export function applyRunProp(run: RunProps, name: string, attributes: Attributes): void {
  const value = attributes['w:val'];
  switch (name) {
    case 'w:b':
      run.bold = isOn(attributes);
      break;
    case 'w:i':
      run.italic = isOn(attributes);
      break;
    case 'w:caps':
      run.caps = isOn(attributes);
      break;
    case 'w:vanish':
      run.hidden = isOn(attributes);
      break;
    case 'w:sz':
      if (value && Number(value) > 0) run.size = Number(value) / 2;
      break;
    case 'w:rFonts': {
      const font = attributes['w:ascii'] ?? attributes['w:hAnsi'] ?? attributes['w:cs'];
      if (font) run.font = font;
      break;
    }
  }
}

/** Reads one child of `w:pPr` (or of `w:numPr` in it) into the paragraph properties. */
export function applyParagraphProp(props: ParagraphProps, name: string, attributes: Attributes): void {
  const value = attributes['w:val'];
  switch (name) {
    case 'w:pStyle':
      if (value) props.style = value;
      break;
    case 'w:jc':
      props.centered = value === 'center';
      break;
    case 'w:outlineLvl':
      if (value && Number(value) < 9) props.outline = Number(value);
      break;
    case 'w:numId':
      if (value !== undefined) props.numId = value;
      break;
    case 'w:ilvl':
      if (value !== undefined) props.level = Number(value);
      break;
  }
}

/** `w:basedOn` chains are short; a longer one is a loop. */
const MAX_CHAIN = 20;

export class StyleSheet {
  private readonly styles = new Map<string, Style>();
  private readonly defaults: RunProps = {};
  private defaultParagraph = '';
  private readonly runs = new Map<string, RunProps>();

  /** What a run in a paragraph of this style looks like before its own properties. */
  run(styleId: string | undefined): RunProps {
    const id = styleId ?? this.defaultParagraph;
    let run = this.runs.get(id);
    if (!run) {
      run = { ...this.defaults, ...this.chain(id, (style) => style.run) };
      this.runs.set(id, run);
    }
    return run;
  }

  /** Character styles must not bring the document defaults with them. */
  characterRun(styleId: string): RunProps {
    return this.chain(styleId, (style) => style.run);
  }

  paragraph(styleId: string | undefined): ParagraphProps {
    return this.chain(styleId ?? this.defaultParagraph, (style) => style.paragraph);
  }

  private chain<T extends object>(styleId: string | undefined, pick: (style: Style) => T): T {
    const found: T[] = [];
    let id = styleId;
    for (let i = 0; id && i < MAX_CHAIN; i++) {
      const style = this.styles.get(id);
      if (!style) break;
      found.unshift(pick(style));
      id = style.basedOn;
    }
    return Object.assign({}, ...found) as T;
  }

  static read(xml: string, maxDepth: number): StyleSheet {
    const sheet = new StyleSheet();
    let style: Style | undefined;
    let inRun = 0;
    let inDefaults = false;
    readXml(
      xml,
      {
        open(name, attributes) {
          if (name === 'w:docDefaults') inDefaults = true;
          if (name === 'w:style') {
            style = { run: {}, paragraph: {} };
            const id = attributes['w:styleId'] ?? '';
            sheet.styles.set(id, style);
            if (attributes['w:type'] === 'paragraph' && attributes['w:default'] === '1')
              sheet.defaultParagraph = id;
          }
          if (name === 'w:rPr') inRun++;
          else if (inRun > 0)
            applyRunProp(style?.run ?? (inDefaults ? sheet.defaults : {}), name, attributes);
          else if (style && name === 'w:basedOn') style.basedOn = attributes['w:val'] ?? '';
          else if (style) applyParagraphProp(style.paragraph, name, attributes);
        },
        close(name) {
          if (name === 'w:rPr') inRun--;
          if (name === 'w:style') style = undefined;
          if (name === 'w:docDefaults') inDefaults = false;
        },
      },
      maxDepth,
      'Word',
    );
    return sheet;
  }
}
