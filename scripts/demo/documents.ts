/** The documents of a play: a folder somebody names, or the samples that come with the project. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { SHIPPED_CALENDAR } from '../../config/calendars';
import { nextWorkingDay } from '../../domain/calendar';
import { addDays, endOfMonth, maxDate } from '../../domain/time';
import type { System } from '../../prisma/generated/enums';
import { type Reading, readingSchema } from '../../services/reading';
import type { Intake } from '../../web/server';
import type { PlanFile } from './officer';

export interface PlayDocument extends PlanFile {
  reading: Reading;
  body: { name: string; system: System; level: string; placeName: string };
  /** the day on which its office takes it up */
  takenUpOn: string;
}

const TYPES: Record<string, string> = {
  '.txt': 'text/plain',
  '.md': 'text/markdown',
  '.html': 'text/html',
  '.pdf': 'application/pdf',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.doc': 'application/msword',
};

export async function readFolder(folder: string, intake: Intake): Promise<PlayDocument[]> {
  const names = readdirSync(folder).filter((name) => extname(name).toLowerCase() in TYPES);
  if (names.length === 0)
    throw new Error(`There are no plan documents (${Object.keys(TYPES).join(', ')}) in ${folder}.`);
  const documents: PlayDocument[] = [];
  for (const name of names.sort()) {
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    documents.push(await asDocument({ name, type: TYPES[extname(name).toLowerCase()] ?? '', bytes }, intake));
  }
  return documents;
}

export async function asDocument(file: PlanFile, intake: Intake): Promise<PlayDocument> {
  const { reading: read } = await intake(file.bytes, { name: file.name });
  const reading = readingSchema.parse(read);
  return { ...file, reading, body: bodyOf(reading, file.name), takenUpOn: takenUpOn(reading) };
}

/** The commune that issued it; a document that does not say which one gets a commune named after its file. */
function bodyOf({ document }: Reading, file: string): PlayDocument['body'] {
  const body = document.issuing_body;
  const system: System = body?.system === 'dang' ? 'dang' : 'chinh_quyen';
  const level = body?.level === 'phuong' ? 'phuong' : 'xa';
  const word = level === 'phuong' ? 'phường' : 'xã';
  // the Standing Board signs for its committee: one commune, one organization
  const read = body?.normalized
    ?.replace(/\s+/g, ' ')
    .trim()
    .replace(/^Ban (Thường vụ|Chấp hành) (?=Đảng)/u, '');
  const named = read && /(xã|phường|thị trấn|đặc khu)\s+\p{Lu}/u.test(read) ? read : null;
  const fallback = `${system === 'dang' ? 'Đảng ủy' : 'Ủy ban nhân dân'} ${word} Chưa Rõ Tên (${file.slice(0, 3)})`;
  const name = named ?? fallback;
  const place = /(?:xã|phường|đặc khu)\s+(.+)$/iu.exec(name)?.[1] ?? document.date?.place ?? 'Chưa Rõ Tên';
  return { name, system, level, placeName: document.date?.place ?? place };
}

/**
 * The earliest day on which the plan can be taken up in its own terms: the working day after it was issued, or after the
 * latest document it rests on where it names no date of its own.
 */
function takenUpOn(reading: Reading): string {
  const { document } = reading;
  const start = document.period?.start_year ? `${document.period.start_year}-01-01` : null;
  const { iso, month, year } = document.date ?? {};
  const issued = iso ?? (year && month ? endOfMonth(`${year}-${String(month).padStart(2, '0')}-01`) : null);
  const bases = Array.isArray(reading.legal_bases) ? reading.legal_bases : [];
  const dates = bases.flatMap((basis: unknown) => {
    const date = typeof basis === 'object' && basis !== null && 'date' in basis ? basis.date : null;
    return typeof date === 'string' ? [date] : [];
  });
  const rests = dates.sort().at(-1) ?? null;
  const known = issued ?? rests ?? start ?? '2026-01-01';
  const from = start && start > known ? addDays(start, -1) : known;
  return nextWorkingDay(SHIPPED_CALENDAR, maxDate(from, known)).date;
}
