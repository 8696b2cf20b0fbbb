/** The document beside its reading: numbered lines, and links that light up the passage of a fact. */
import type { FC } from 'hono/jsx';
import type { LineRanges } from '../../services/queries/plans';

/** Parses '12-15,20' from the address: the passage lit without a script. */
export function litLines(query: string | undefined): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const part of (query ?? '').split(',').slice(0, 50)) {
    const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part);
    if (!match) continue;
    const first = Number(match[1]);
    const last = Math.min(Number(match[2] ?? first), first + 200);
    for (let line = first; line <= last; line += 1) lines.add(line);
  }
  return lines;
}

const rangeText = (lines: LineRanges): string =>
  lines.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(',');

/** "dòng 12–15": lights up the passage; without a script the page comes again with it lit. */
export const PassageLink: FC<{ lines: LineRanges; href: string; label?: string }> = ({
  lines,
  href,
  label,
}) => {
  const [first] = lines;
  if (!first) return <span class="muted small">không có đoạn dẫn</span>;
  const separator = href.includes('?') ? '&' : '?';
  return (
    <a
      class="small"
      href={`${href}${separator}sang=${rangeText(lines)}#d${first[0]}`}
      data-lines={JSON.stringify(lines)}
    >
      {label ?? `dòng ${rangeText(lines).replaceAll('-', '–').replaceAll(',', ', ')}`}
    </a>
  );
};

export const SourceText: FC<{ text: string; lit: ReadonlySet<number> }> = ({ text, lit }) => (
  // The region scrolls by itself on wide screens, so the keyboard must reach it.
  <section class="source" aria-label="Toàn văn văn bản" tabindex={0}>
    {text.split('\n').map((line, index) => (
      <p id={`d${index + 1}`} data-line={index + 1} class={lit.has(index + 1) ? 'lit' : undefined}>
        {line}
      </p>
    ))}
  </section>
);
