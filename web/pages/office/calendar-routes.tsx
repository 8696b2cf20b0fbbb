/** The calendar page and its corrections with preview. */
import { Hono } from 'hono';
import { DAY_KINDS, daysOfYear } from '../../../domain/calendar';
import { addMonths, isIsoDate } from '../../../domain/time';
import { calendarOf } from '../../../services/calendar';
import { applyCalendar, type CalendarChange, previewCalendar } from '../../../services/calendar-changes';
import { feedPath } from '../../../services/calendar-feed';
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
const FIELDS = ['date', 'kind', 'name', 'source', 'noticeYear', 'noticeSource', 'remove', 'reason'] as const;
/** Months ahead that the page shows at first. */
const AHEAD_MONTHS = 6;

function changeOf(form: ReadForm): CalendarChange | null {
  if (form.text('remove')) return { remove: [form.text('remove')] };
  if (form.text('noticeYear')) {
    return { notice: { year: Number(form.text('noticeYear')), source: form.text('noticeSource') } };
  }
  const kind = DAY_KINDS.find((known) => known === form.text('kind'));
  if (!kind) return null;
  return { set: [{ date: form.text('date'), kind, name: form.text('name'), source: form.text('source') }] };
}

export function calendarRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;

  const show = async (c: Ctx, state: { preview?: CalendarPreviewView; error?: ServiceError } = {}) => {
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
    const action = typed.noticeYear ? 'thong-bao' : 'ngay';
    const problem = state.error ? problemOf(state.error) : null;
    // The service names the fault by its own path ('set.0.date'); the page has one field of each name.
    const field = problem?.field?.split('.').at(-1) ?? null;
    return page(
      c,
      <CalendarPage
        {...{ viewer, from, to, year, data, restDays, own, calendar, asOf }}
        csrf={c.get('csrf')}
        mayEdit={allows(viewer, 'calendar.edit')}
        feedHref={feedPath({ kind: 'officer', id: viewer.id }, deps.linkSecret)}
        preview={state.preview}
        problems={
          problem
            ? [{ ...problem, field: action === 'thong-bao' && field === 'source' ? 'noticeSource' : field }]
            : []
        }
        typed={state.error ? { ...typed, action } : {}}
        notice={NOTICES[c.req.query('tb') ?? '']}
      />,
      state.error ? 422 : 200,
    );
  };
  app.get('/lich', (c) => show(c));

  app.post('/lich/:viec{bo|ngay|thong-bao}', need('calendar.edit'), async (c) => {
    const form = c.get('form');
    const scope = staffScope(c, deps);
    const change = changeOf(form);
    if (!change)
      return show(c, {
        error: { code: 'CALENDAR_KIND_UNKNOWN', field: 'kind', message: 'Chưa chọn loại ngày.' },
      });
    const reason = form.text('reason');
    if (form.text('buoc') === 'lam') {
      const done = await applyCalendar(db, scope, { change, reason, fingerprint: form.text('fingerprint') });
      if (!done.ok) return show(c, { error: done.error });
      await tell(c, deps, scope.organizationId);
      return c.redirect('/lich?tb=da-sua', 303);
    }
    if (reason === '') {
      const message = 'Chưa nêu lý do sửa lịch. Ghi lý do để lưu vào nhật ký.';
      return show(c, { error: { code: 'REASON_MISSING', field: 'reason', message } });
    }
    const shown = await previewCalendar(db, scope, change);
    if (!shown.ok) return show(c, { error: shown.error });
    const { days, moves, fingerprint } = shown.preview;
    const fields = FIELDS.flatMap((name) => (form.text(name) ? [[name, form.text(name)] as const] : []));
    const action = `/lich/${c.req.param('viec')}`;
    return show(c, { preview: { days, moves, fields: [...fields, ['fingerprint', fingerprint]], action } });
  });
  return app;
}
