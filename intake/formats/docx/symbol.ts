// Characters that a Word file takes from symbol fonts by their code.

/** Characters of symbol fonts that occur in plans; anything else is a bullet or ornament. */
export function symbol(code: string | undefined): string {
  const value = Number.parseInt(code ?? '', 16) & 0xff;
  const known: Record<number, string> = {
    179: '≥',
    163: '≤',
    177: '±',
    180: '×',
    176: '°',
    45: '-',
    43: '+',
  };
  return (
    known[value] ?? (value >= 0xa0 ? '•' : value >= 0x20 && value < 0x7f ? String.fromCharCode(value) : '')
  );
}
