// Which of several versions of one thing is read: the accepted text, and one rendering where the file brings two.

import type { Attributes } from '../xml';

/** Subtrees that are not what the reader of the accepted document sees: old versions, deletions, second renderings. */
const SKIPPED = new Set([
  'w:moveFrom',
  'w:pPrChange',
  'w:rPrChange',
  'w:tblPrChange',
  'w:tblPrExChange',
  'w:trPrChange',
  'w:tcPrChange',
  'w:sectPrChange',
  'w:numberingChange',
  'w:tblGridChange',
  'w:instrText',
  'w:delInstrText',
  'w:delText',
  'w:sectPr',
]);

/** What this reader understands of newer markup; for anything else the file brings a fallback in older markup. */
const UNDERSTOOD = /^(wps|wpg|wpc)$/;

export class Versions {
  /** One entry for each open mc:AlternateContent: was its choice taken? */
  private readonly alternatives: boolean[] = [];

  /** Is this element, with everything in it, a version that is not read? */
  skips(name: string, attributes: Attributes): boolean {
    if (SKIPPED.has(name)) return true;
    const last = this.alternatives.length - 1;
    if (name === 'mc:AlternateContent') this.alternatives.push(false);
    else if (name === 'mc:Fallback') return this.alternatives[last] === true;
    else if (name === 'mc:Choice') {
      if (this.alternatives[last] || !UNDERSTOOD.test(attributes.Requires ?? '')) return true;
      if (last >= 0) this.alternatives[last] = true;
    }
    return false;
  }

  /** At the end of mc:AlternateContent. */
  close(): void {
    this.alternatives.pop();
  }
}
