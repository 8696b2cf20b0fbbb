/** Small parts that pages share: state tags, dates with their reason, empty states, tables that hold at 360 px. */
import type { Child, FC, PropsWithChildren } from 'hono/jsx';

export type Tone = 'wait' | 'soon' | 'done' | 'good' | 'late' | 'back' | 'more' | 'none';

// State is a word and a shape, never colour alone (portal rule 3).
const SHAPES: Record<Tone, Child> = {
  wait: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2" />,
  soon: (
    <g fill="none" stroke="currentColor" stroke-width="2">
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.5V8l2.5 1.5" />
    </g>
  ),
  done: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  good: <path d="M2.5 8.5l3.5 3.5 7.5-8" fill="none" stroke="currentColor" stroke-width="2.5" />,
  late: <path d="M8 1.5 15 14H1z" fill="currentColor" />,
  back: <path d="M6 3 2 7l4 4M2.5 7H10a4 4 0 0 1 4 4v2" fill="none" stroke="currentColor" stroke-width="2" />,
  more: <path d="M8 1.5 14.5 8 8 14.5 1.5 8z" fill="none" stroke="currentColor" stroke-width="2" />,
  none: <path d="M3 8h10" stroke="currentColor" stroke-width="2.5" />,
};

export const Tag: FC<PropsWithChildren<{ tone: Tone }>> = ({ tone, children }) => (
  <span class={`tag tag-${tone}`}>
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      {SHAPES[tone]}
    </svg>
    <span>{children}</span>
  </span>
);

/** "Vì sao?" in place: what it unfolds stands right under what it explains. */
export const Why: FC<PropsWithChildren<{ label?: string; open?: boolean }>> = ({
  label = 'Vì sao?',
  open,
  children,
}) => (
  <details class="why" open={open}>
    <summary>{label}</summary>
    <div class="why-body">{children}</div>
  </details>
);

export interface ChainStep {
  text: string;
  source?: string | null | undefined;
}

/** The chain of a deadline: every step with its source (law 4). */
export const Chain: FC<{ steps: readonly ChainStep[] }> = ({ steps }) => (
  <ol class="chain">
    {steps.map(({ text, source }) => (
      <li>
        <p>{text}</p>
        {source ? <p class="muted small">Nguồn: {source}</p> : null}
      </li>
    ))}
  </ol>
);

export const Empty: FC<PropsWithChildren<{ title: string }>> = ({ title, children }) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    {children}
  </div>
);

/** Name and value pairs; `items` with an empty value are left out. */
export const Facts: FC<{ items: readonly (readonly [string, Child])[] }> = ({ items }) => (
  <dl class="facts">
    {items
      .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
      .map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);

export interface Column<Row> {
  head: string;
  cell: (row: Row) => Child;
  /** Value for the sorting script, where the text does not sort by itself. */
  sortBy?: (row: Row) => string | number;
  numeric?: boolean;
  /** The cell that names the row for screen readers. */
  isRowHead?: boolean;
}

/**
 * A table that becomes a list of cards below 700 px: each cell then shows its column's name before it.
 * `caption` is always given, for screen readers at least.
 */
export function Table<Row>(props: {
  caption: string;
  showCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  sortable?: boolean;
}) {
  const { caption, showCaption, columns, rows, sortable } = props;
  return (
    // A region that scrolls sideways must be reachable by keyboard.
    <section class="table-wrap" aria-label={caption} tabindex={0}>
      <table class="cards" data-sortable={sortable ? '' : undefined}>
        <caption class={showCaption ? undefined : 'visually-hidden'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, numeric }) => (
              <th scope="col" class={numeric ? 'number' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {columns.map(({ head, cell, sortBy, numeric, isRowHead }) => {
                const attributes = {
                  'data-head': head,
                  'data-sort': sortBy ? String(sortBy(row)) : undefined,
                  class: numeric ? 'number' : undefined,
                };
                return isRowHead ? (
                  <th scope="row" {...attributes}>
                    {cell(row)}
                  </th>
                ) : (
                  <td {...attributes}>{cell(row)}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Links to other pages of a long list; keeps the filters of the address. */
export const Pager: FC<{ page: number; pages: number; href: (page: number) => string }> = ({
  page,
  pages,
  href,
}) =>
  pages <= 1 ? null : (
    <nav class="pager" aria-label="Phân trang">
      {page > 1 ? <a href={href(page - 1)}>← Trang trước</a> : null}
      <span>
        Trang {page} trên {pages}
      </span>
      {page < pages ? <a href={href(page + 1)}>Trang sau →</a> : null}
    </nav>
  );

export interface Task {
  name: string;
  href?: string | undefined;
  done: boolean;
  state: string;
  hint?: string | undefined;
}

export const TaskList: FC<{ tasks: readonly Task[] }> = ({ tasks }) => (
  <ul class="task-list">
    {tasks.map(({ name, href, done, state, hint }) => (
      <li>
        <div>
          {href ? <a href={href}>{name}</a> : <span>{name}</span>}
          {hint ? <p class="hint">{hint}</p> : null}
        </div>
        <Tag tone={done ? 'good' : 'soon'}>{state}</Tag>
      </li>
    ))}
  </ul>
);

/** Text of several lines as paragraphs, nothing interpreted. */
export const Lines: FC<{ text: string }> = ({ text }) => (
  <>
    {text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => (
        <p>{line}</p>
      ))}
  </>
);
