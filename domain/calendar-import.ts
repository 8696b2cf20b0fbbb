/** Reads the days of a calendar year from CSV, iCalendar or JSON as an administrator has them; faults name the line. */
import { type CalendarEntry, DAY_KINDS, type DayKind } from './calendar';
import { type DomainError, domainError } from './errors';
import { stripDiacritics } from './text';
import { addDays, dateOf, type IsoDate, isIsoDate } from './time';

export type CalendarImport = { ok: true; entries: CalendarEntry[] } | { ok: false; errors: DomainError[] };

export interface CalendarImportInput {
  text: string;
  format: 'csv' | 'ics' | 'json';
  /** Notice that stands for lines without a source of their own. */
  source: string;
  publishedOn: IsoDate | null;
}

/** The longest break in one event; a DTEND far away is a mistake, not a holiday. */
const MOST_DAYS_IN_EVENT = 15;

export function readCalendarDays(input: CalendarImportInput): CalendarImport {
  const text = input.text.replace(/^\uFEFF/, '');
  const read = { csv: readCsv, ics: readIcs, json: readJson }[input.format]({ ...input, text });
  if (read.errors.length > 0) return { ok: false, errors: read.errors };
  if (read.entries.length === 0) return { ok: false, errors: [unreadable(1, 'không có ngày nào')] };
  return { ok: true, entries: read.entries };
}

interface Read {
  entries: CalendarEntry[];
  errors: DomainError[];
}

const unreadable = (line: number, detail: string): DomainError =>
  domainError('CALENDAR_UNREADABLE', { line, detail }, `lines.${line}`);

// The words of notices: "nghỉ bù", "hoán đổi", "làm bù"; anything else that is off is a holiday.
const KIND_WORDS: readonly [RegExp, DayKind][] = [
  [/lam bu|lam viec bu|di lam/, 'LAM_BU'],
  [/hoan doi/, 'HOAN_DOI_NGHI'],
  [/nghi bu/, 'NGHI_BU'],
  [/nghi/, 'NGHI'],
];

function kindOf(text: string): DayKind | null {
  const code = DAY_KINDS.find((kind) => kind === text.trim().toUpperCase());
  if (code) return code;
  const folded = stripDiacritics(text);
  return KIND_WORDS.find(([pattern]) => pattern.test(folded))?.[1] ?? null;
}

/** '2026-02-16', '16/02/2026', '16-2-2026', '20260216' */
function dateFrom(text: string): IsoDate | null {
  const plain = text.trim();
  if (isIsoDate(plain)) return plain;
  const compact = /^(\d{4})(\d{2})(\d{2})/.exec(plain);
  if (compact)
    return dateOf({ year: Number(compact[1]), month: Number(compact[2]), day: Number(compact[3]) });
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(plain);
  return local ? dateOf({ year: Number(local[3]), month: Number(local[2]), day: Number(local[1]) }) : null;
}

const HEADS = {
  date: /^(date|ngay)$/,
  kind: /^(kind|loai)/,
  name: /^(name|ten|noi dung)/,
  source: /^(source|nguon|can cu)/,
  publishedOn: /^(publishedon|ngay (cong bo|ban hanh))/,
};

function readCsv({ text, source, publishedOn }: CalendarImportInput): Read {
  const lines = text.split(/\r?\n/);
  const separator = [';', '\t', ','].find((candidate) => lines[0]?.includes(candidate)) ?? ',';
  const head = cellsOf(lines[0] ?? '', separator).map((cell) => stripDiacritics(cell).trim());
  const column = (pattern: RegExp): number => head.findIndex((cell) => pattern.test(cell));
  const at = { date: column(HEADS.date), kind: column(HEADS.kind), name: column(HEADS.name) };
  const optional = { source: column(HEADS.source), publishedOn: column(HEADS.publishedOn) };
  const missing = Object.entries(at).filter(([, index]) => index < 0);
  if (missing.length > 0)
    return { entries: [], errors: [unreadable(1, 'thiếu cột "ngày", "loại" hoặc "tên"')] };
  const read: Read = { entries: [], errors: [] };
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue;
    const cells = cellsOf(line, separator);
    const date = dateFrom(cells[at.date] ?? '');
    const kind = kindOf(cells[at.kind] ?? '');
    if (date === null)
      read.errors.push(unreadable(index + 1, `ngày "${cells[at.date] ?? ''}" không có trong lịch`));
    else if (kind === null)
      read.errors.push(unreadable(index + 1, `không rõ loại ngày "${cells[at.kind] ?? ''}"`));
    else {
      read.entries.push({
        date,
        kind,
        name: cells[at.name]?.trim() ?? '',
        source: cells[optional.source]?.trim() || source,
        publishedOn: dateFrom(cells[optional.publishedOn] ?? '') ?? publishedOn,
      });
    }
  }
  return read;
}

/** Cells of one line; a quoted cell may hold the separator and doubled quotes. */
function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const sign = line[index];
    if (sign === '"' && quoted && line[index + 1] === '"') {
      cell += '"';
      index += 1;
    } else if (sign === '"') quoted = !quoted;
    else if (sign === separator && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell];
}

function readIcs({ text, source, publishedOn }: CalendarImportInput): Read {
  const read: Read = { entries: [], errors: [] };
  let event: Record<string, string> | null = null;
  // RFC 5545 §3.1: a line that begins with a blank continues the one before.
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const [, name = '', value = ''] = /^([A-Z-]+)[^:]*:(.*)$/i.exec(line) ?? [];
    if (name === 'BEGIN' && value === 'VEVENT') event = {};
    else if (name === 'END' && value === 'VEVENT' && event) {
      addEvent(event, index + 1, { source, publishedOn }, read);
      event = null;
    } else if (event) event[name.toUpperCase()] = value.replace(/\\n/gi, ' ').replace(/\\([,;\\])/g, '$1');
  }
  return read;
}

function addEvent(
  event: Record<string, string>,
  line: number,
  { source, publishedOn }: Pick<CalendarImportInput, 'source' | 'publishedOn'>,
  read: Read,
): void {
  const first = dateFrom(event.DTSTART ?? '');
  if (first === null) {
    read.errors.push(unreadable(line, 'sự kiện không có ngày bắt đầu'));
    return;
  }
  const name = event.SUMMARY?.trim() ?? '';
  // In a calendar of holidays an event without further words is a day off.
  const kind = kindOf(event.CATEGORIES ?? '') ?? kindOf(name) ?? 'NGHI';
  const end = dateFrom(event.DTEND ?? '') ?? addDays(first, 1);
  let days = 0;
  for (let date = first; date < end || days === 0; date = addDays(date, 1)) {
    days += 1;
    if (days > MOST_DAYS_IN_EVENT) {
      read.errors.push(unreadable(line, `sự kiện "${name}" dài hơn ${MOST_DAYS_IN_EVENT} ngày`));
      return;
    }
    read.entries.push({ date, kind, name, source: event.DESCRIPTION?.trim() || source, publishedOn });
  }
}

function readJson({ text, source, publishedOn }: CalendarImportInput): Read {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { entries: [], errors: [unreadable(1, 'không phải JSON hợp lệ')] };
  }
  const list = Array.isArray(json) ? json : [json];
  const rows = list.flatMap((item: unknown) => {
    const nested = (item as { entries?: unknown } | null)?.entries;
    return Array.isArray(nested) ? nested : [item];
  });
  const read: Read = { entries: [], errors: [] };
  for (const [index, row] of rows.entries()) {
    const {
      date: day,
      kind: word,
      name,
      source: own,
      publishedOn: on,
    } = (row ?? {}) as Record<string, unknown>;
    const date = typeof day === 'string' ? dateFrom(day) : null;
    const kind = typeof word === 'string' ? kindOf(word) : null;
    if (date === null || kind === null) {
      read.errors.push(
        unreadable(index + 1, date === null ? 'thiếu hoặc sai ngày' : 'thiếu hoặc sai loại ngày'),
      );
      continue;
    }
    read.entries.push({
      date,
      kind,
      name: typeof name === 'string' ? name : '',
      source: typeof own === 'string' && own.trim() !== '' ? own : source,
      publishedOn: (typeof on === 'string' ? dateFrom(on) : null) ?? publishedOn,
    });
  }
  return read;
}
