// Fields of a Word text (page references, form entries, contents): the instruction is hidden, the result is what is printed.

interface Field {
  instruction: string;
  inResult: boolean;
  hidden: boolean;
}

export class Fields {
  private readonly open: Field[] = [];

  begin(): void {
    this.open.push({ instruction: '', inResult: false, hidden: false });
  }

  /** A table of contents repeats every heading and shows nothing here. */
  separate(): void {
    const field = this.open[this.open.length - 1];
    if (!field) return;
    field.inResult = true;
    field.hidden = /^\s*TOC\b/i.test(field.instruction);
  }

  end(): void {
    this.open.pop();
  }

  instruct(text: string): void {
    const field = this.open[this.open.length - 1];
    if (field && !field.inResult) field.instruction += text;
  }

  /** May text at this place be seen? */
  get shown(): boolean {
    return this.open.every((field) => field.inResult && !field.hidden);
  }
}
