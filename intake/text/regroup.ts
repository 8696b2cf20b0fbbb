// Text cut twice: each printed line stood between empty lines, and was then wrapped again. The printed lines come back first.
import { isLowerStart } from './fold';
import { isBlank, isPipe, type Line } from './lines';
import { parseMarker } from './markers';

const MIN_GROUPS = 30;
const MAX_PRINTED_WIDTH = 150;

interface Group {
  from: number;
  to: number;
  length: number;
}

function groupsOf(lines: Line[]): Group[] {
  const out: Group[] = [];
  lines.forEach((line, i) => {
    if (isBlank(line) || line.table || isPipe(line)) return;
    const last = out.at(-1);
    if (last && last.to === i - 1) {
      last.to = i;
      last.length += line.text.length + 1;
    } else out.push({ from: i, to: i, length: line.text.length });
  });
  return out;
}

/** Joins lines that stand together between empty lines, where empty lines evidently part printed lines, not paragraphs. */
export function regroup(lines: Line[]): Line[] {
  const groups = groupsOf(lines);
  const several = groups.filter((group) => group.to > group.from);
  if (groups.length < MIN_GROUPS || several.length < groups.length * 0.4) return lines;
  const lengths = groups.map((group) => group.length).sort((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.95)] ?? 0;
  if (width > MAX_PRINTED_WIDTH) return lines;
  const inside = groups.filter((_, i) => {
    const next = groups[i + 1];
    return next !== undefined && isLowerStart(lines[next.from]?.text ?? '');
  }).length;
  if (inside < groups.length * 0.3) return lines;
  const out = [...lines];
  for (const group of several) {
    if (group.length > width * 1.1) continue;
    const parts = lines.slice(group.from, group.to + 1);
    if (parts.slice(1).some((part) => parseMarker(part.text) !== null && !/^[-–]\s+\p{Ll}/u.test(part.text)))
      continue;
    const [first] = parts;
    if (!first) continue;
    const raw = parts.map((part) => part.text).join(' ');
    out[group.from] = {
      ...first,
      raw,
      text: raw,
      range: [first.range[0], parts.at(-1)?.range[1] ?? first.range[1]],
    };
    for (let i = group.from + 1; i <= group.to; i++) {
      const line = lines[i];
      if (line) out[i] = { ...line, raw: '', text: '' };
    }
  }
  return out;
}
