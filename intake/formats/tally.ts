// Type style of a paragraph, counted over its characters: a style holds when (nearly) all of them have it.

import type { TextStyle } from '../model';

export interface Look {
  bold?: boolean;
  italic?: boolean;
  caps?: boolean;
  /** Points. */
  size?: number;
}

/** A number or dash set in another style does not change what the paragraph looks like. */
const NEARLY_ALL = 0.95;

export class Tally {
  private all = 0;
  private bold = 0;
  private italic = 0;
  private caps = 0;
  private size = 0;

  get empty(): boolean {
    return this.all === 0;
  }

  add(text: string, look: Look): void {
    const solid = text.replace(/\s+/g, '').length;
    this.all += solid;
    if (look.bold) this.bold += solid;
    if (look.italic) this.italic += solid;
    if (look.caps) this.caps += solid;
    if (look.size && solid > 0) this.size = Math.max(this.size, look.size);
  }

  include(other: Tally): void {
    this.all += other.all;
    this.bold += other.bold;
    this.italic += other.italic;
    this.caps += other.caps;
    this.size = Math.max(this.size, other.size);
  }

  style(): TextStyle {
    const holds = (count: number) => this.all > 0 && count >= this.all * NEARLY_ALL;
    const style: TextStyle = {};
    if (holds(this.bold)) style.bold = true;
    if (holds(this.italic)) style.italic = true;
    if (holds(this.caps)) style.caps = true;
    if (this.size) style.size = this.size;
    return style;
  }
}
