/** The calendar page and its corrections with preview. */
import { Hono } from 'hono';
import { DAY_KINDS, daysOfYear } from '../../../domain/calendar';
import { addMonths, isIsoDate } from '../../../domain/time';
import { calendarOf } from '../../../services/calendar';
import { applyCalendar, type CalendarChange, previewCalendar } from '../../../services/calendar-changes';
import { feedPath } from '../../../services/calendar-feed';
import { calendarFormatOf, importedChange } from '../../../services/calendar-import';
import { calendarForecast, ownCalendar } from '../../../services/queries/calendar';
import { allows, need } from '../../auth/permit';
import { staffOf } from '../../auth/session';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import type { ReadForm } from '../../http/form';
import { page, problemOf, type ServiceError, staffScope, tell } from '../../http/respond';
import { dayOf } from '../../ui/format';
import { CalendarPage, type CalendarPreviewView } from './calendar';

const NOTICES: Record<string, string> = {
  'da-sua': 'Đã sửa lịch. Hạn nộp liên quan được tính lại; người đã được nhắc nhận hạn mới.',
};
const FIELDS = [
  ...['date', 'kind', 'name', 'source', 'publishedOn', 'noticeYear', 'noticeSource', 'remove'],
  ...['text', 'fileSource', 'filePublishedOn', 'wholeYear', 'reason'],
];
/** Months ahead that the page shows at first. */
const AHEAD_MONTHS = 6;

type Asked = { ok: true; change: CalendarChange } | { ok: false; errors: ServiceError[] };

const asked = (change: CalendarChange): Asked => ({ ok: true, change });
const dayOrNull = (text: string): string | null => (text === '' ? null : text);

function changeOf(action: string, form: ReadForm): Asked {
  if (action === 'bo') return asked({ remove: [form.text('remove')] });
  if (action === 'tep') return fileOf(form);
  if (action === 'thong-bao') {
    return asked({ notice: { year: Number(form.text('noticeYear')), source: form.text('noticeSource') } });
  }
  const kind = DAY_KINDS.find((known) => known === form.text('kind'));
  if (!kind) {
    const message = 'Chưa chọn loại ngày.';
    return { ok: false, errors: [{ code: 'CALENDAR_KIND_UNKNOWN', field: 'kind', message }] };
  }
  const [date, name, source] = [form.text('date'), form.text('name'), form.text('source')];
  return asked({ set: [{ date, kind, name, source, publishedOn: dayOrNull(form.text('publishedOn')) }] });
}

/** The text as read, so that the confirmation carries out exactly what the preview showed. */
const fileText = (form: ReadForm): string => {
  const [file] = form.files('file');
  return file ? new TextDecoder().decode(file.bytes).normalize('NFC') : form.raw('text').trim();
};

function fileOf(form: ReadForm): Asked {
  const text = fileText(form);
  return importedChange({
    text,
    format: calendarFormatOf(text),
    source: form.text('fileSource'),
    publishedOn: dayOrNull(form.text('filePublishedOn')),
    wholeYear: form.text('wholeYear') === '1',
  });
}

/** The service names the fault by its own path ('set.entries.0.date'); the page has one field of each name. */
function fieldOf(action: string, path: string | null): string | null {
  const last = path?.split('.').at(-1) ?? null;
  if (action !== 'ngay' && last === 'reason') return `reason-${action}`;
  if (action === 'thong-bao' && last === 'source') return 'noticeSource';
  return action === 'tep' && last !== 'wholeYear' ? 'text' : last;
}

export function calendarRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;

  const show = async (
    c: Ctx,
    state: { preview?: CalendarPreviewView; errors?: readonly ServiceError[]; action?: string } = {},
  ) => {
    const viewer = staffOf(c);
    const { organizationId } = viewer;
    const asOf = deps.clock.now();
    const today = dayOf(asOf);
    const ask = (name: string, fallback: string) => {
      const text = c.req.query(name) ?? '';
      return isIsoDate(text) ? text : fallback;
    };
    const from = ask('tu', today);
    const to = ask('den', addMonths(from, AHEAD_MONTHS));
    const asked = Number(c.req.query('nam'));
    const year = Number.isInteger(asked) && asked > 2000 && asked < 2100 ? asked : Number(today.slice(0, 4));
    const [data, calendar, own] = await Promise.all([
      calendarForecast(db, { organizationId, from, to }),
      calendarOf(db, organizationId),
      ownCalendar(db, organizationId),
    ]);
    const restDays = daysOfYear(calendar, year).filter(({ kind }) => kind !== null && kind !== 'CUOI_TUAN');
    const form = c.get('form');
    const typed = Object.fromEntries(form.names().map((name) => [name, form.text(name)]));
    const action = state.action ?? '';
    const problems = (state.errors ?? [])
      .map((error) => problemOf(error))
      .map((problem) => ({
        ...problem,
        field: fieldOf(action, problem.field ?? null),
      }));
    return page(
      c,
      <CalendarPage
        {...{ viewer, from, to, year, data, restDays, own, calendar, asOf }}
        csrf={c.get('csrf')}
        mayEdit={allows(viewer, 'calendar.edit')}
        feedHref={feedPath({ kind: 'officer', id: viewer.id }, deps.linkSecret)}
        preview={state.preview}
        problems={problems}
        typed={
          problems.length > 0
            ? { ...typed, action, ...(action === 'tep' ? { text: fileText(form) } : {}) }
            : {}
        }
        notice={NOTICES[c.req.query('tb') ?? '']}
      />,
      problems.length > 0 ? 422 : 200,
    );
  };
  app.get('/lich', (c) => show(c));

  app.post('/lich/:viec{bo|ngay|thong-bao|tep}', need('calendar.edit'), async (c) => {
    const form = c.get('form');
    const scope = staffScope(c, deps);
    const action = c.req.param('viec');
    const refuse = (...errors: ServiceError[]) => show(c, { errors, action });
    const read = changeOf(action, form);
    if (!read.ok) return refuse(...read.errors);
    const { change } = read;
    const reason = form.text('reason');
    if (form.text('buoc') === 'lam') {
      const done = await applyCalendar(db, scope, { change, reason, fingerprint: form.text('fingerprint') });
      if (!done.ok) return refuse(done.error);
      await tell(c, deps, scope.organizationId);
      return c.redirect('/lich?tb=da-sua', 303);
    }
    if (reason === '') {
      const message = 'Chưa nêu lý do sửa lịch. Ghi lý do để lưu vào nhật ký.';
      return refuse({ code: 'REASON_MISSING', field: 'reason', message });
    }
    const shown = await previewCalendar(db, scope, change);
    if (!shown.ok) return refuse(shown.error);
    const { days, moves, fingerprint } = shown.preview;
    const typed = (name: string) => (name === 'text' && action === 'tep' ? fileText(form) : form.text(name));
    const fields = FIELDS.flatMap((name) => (typed(name) ? [[name, typed(name)] as const] : []));
    return show(c, {
      preview: { days, moves, fields: [...fields, ['fingerprint', fingerprint]], action: `/lich/${action}` },
    });
  });
  return app;
}
