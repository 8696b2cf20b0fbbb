/** "Nhật ký": who did what, filtered, and as a file. Read only, for everybody (B96). */
import { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { endOfDay, isIsoDate, isoInstant, startOfDay } from '../../../domain/time';
import { isId } from '../../../services/obligations';
import {
  EXPORT_LIMIT,
  type JournalFilter,
  type JournalRow,
  journalExport,
  journalRows,
} from '../../../services/queries/journal';
import { need } from '../../auth/permit';
import { staffOf } from '../../auth/session';
import type { Ctx, Viewer, WebDeps, WebEnv } from '../../deps';
import { page } from '../../http/respond';
import { Button, Select, TextField } from '../../ui/form';
import { shortMoment } from '../../ui/format';
import { StaffPage } from '../../ui/layout';
import { Empty, Pager, Table, Why } from '../../ui/parts';
import { ACTIONS_KNOWN, actionWord } from '../../ui/words';

const SUBJECT_HREFS: Record<string, string> = {
  obligation: '/nghia-vu/',
  plan: '/ke-hoach/',
  escalation: '/de-nghi/',
  summary: '/tong-hop/',
  unit: '/don-vi/',
};
const ACTOR_WORDS: Record<string, string> = { user: 'cán bộ', contact: 'đơn vị', service: 'hệ thống' };

const hasContent = (value: unknown): boolean => value !== null && value !== undefined;

const JournalPage: FC<{
  viewer: Viewer;
  csrf: string;
  query: Record<string, string>;
  rows: readonly JournalRow[];
  total: number;
  pages: number;
  number: number;
}> = ({ viewer, csrf, query, rows, total, pages, number }) => (
  <StaffPage title="Nhật ký" viewer={viewer} csrf={csrf} active="/nhat-ky" wide>
    <h1>Ai đã làm gì?</h1>
    <p>Nhật ký chỉ được ghi thêm. Không ai sửa hoặc xóa được, kể cả quản trị viên.</p>
    <form method="get" action="/nhat-ky" class="filters">
      <Select name="viec" label="Việc" empty="Mọi việc" options={ACTIONS_KNOWN} value={query.viec} />
      <TextField name="nguoi" type="search" label="Người thực hiện" value={query.nguoi} />
      <TextField name="tu" type="date" label="Từ ngày" value={query.tu} />
      <TextField name="den" type="date" label="Đến ngày" value={query.den} />
      {query.doiTuong ? <input type="hidden" name="doiTuong" value={query.doiTuong} /> : null}
      <Button kind="plain">Lọc</Button>
    </form>
    <p class="muted">
      {total} mục · <a href={`/nhat-ky.csv?${new URLSearchParams(query)}`}>Tải tệp CSV</a>
      {total > EXPORT_LIMIT ? ` (mỗi lần tối đa ${EXPORT_LIMIT} mục; thu hẹp khoảng ngày để lấy hết)` : ''}
    </p>
    {rows.length === 0 ? (
      <Empty title="Không có mục nào khớp bộ lọc.">
        <p>Mọi thay đổi của cán bộ, đơn vị và hệ thống đều được ghi ở đây.</p>
      </Empty>
    ) : (
      <Table
        caption="Nhật ký"
        rows={rows}
        columns={[
          { head: 'Thời điểm', cell: ({ at }) => shortMoment(at) },
          {
            head: 'Người',
            cell: ({ actorName, actorKind }) => `${actorName} (${ACTOR_WORDS[actorKind] ?? actorKind})`,
          },
          {
            head: 'Việc',
            isRowHead: true,
            cell: ({ action, subjectType, subjectId }) => {
              const base = SUBJECT_HREFS[subjectType];
              return base ? <a href={`${base}${subjectId}`}>{actionWord(action)}</a> : actionWord(action);
            },
          },
          { head: 'Lý do', cell: ({ reason }) => reason ?? '' },
          {
            head: 'Chi tiết',
            cell: ({ before, after, hash }) => (
              <Why label="Trước và sau">
                {hasContent(before) ? <pre>Trước: {JSON.stringify(before, null, 1)}</pre> : null}
                {hasContent(after) ? <pre>Sau: {JSON.stringify(after, null, 1)}</pre> : null}
                <p class="muted small">Mã nối chuỗi: {hash.slice(0, 16)}</p>
              </Why>
            ),
          },
        ]}
      />
    )}
    <Pager
      page={number}
      pages={pages}
      href={(to) => `/nhat-ky?${new URLSearchParams({ ...query, trang: String(to) })}`}
    />
  </StaffPage>
);

/** A cell of the file; a leading '=' or '+' would be run as a formula by spreadsheets. */
const csvCell = (value: string): string => {
  const safe = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};

export function toCsv(rows: readonly JournalRow[]): string {
  const head = [
    'Số thứ tự',
    'Thời điểm',
    'Loại người',
    'Người',
    'Việc',
    'Mã việc',
    'Đối tượng',
    'Mã đối tượng',
    'Lý do',
    'Trước',
    'Sau',
    'Mã nối chuỗi',
  ];
  const lines = rows.map((row) =>
    [
      String(row.id),
      isoInstant(row.at),
      ACTOR_WORDS[row.actorKind] ?? row.actorKind,
      row.actorName,
      actionWord(row.action),
      row.action,
      row.subjectType,
      row.subjectId,
      row.reason ?? '',
      hasContent(row.before) ? JSON.stringify(row.before) : '',
      hasContent(row.after) ? JSON.stringify(row.after) : '',
      row.hash,
    ].map(csvCell),
  );
  // The mark at the start makes spreadsheets read the file as UTF-8.
  return `\uFEFF${[head, ...lines].map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

export function journalRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const read = (c: Ctx): { query: Record<string, string>; filter: JournalFilter } => {
    const ask = (name: string) => c.req.query(name) ?? '';
    const day = (name: string) => (isIsoDate(ask(name)) ? ask(name) : '');
    const query = {
      viec: ask('viec'),
      nguoi: ask('nguoi').slice(0, 100),
      tu: day('tu'),
      den: day('den'),
      doiTuong: isId(ask('doiTuong')) ? ask('doiTuong') : '',
    };
    const filter: JournalFilter = {
      organizationId: staffOf(c).organizationId,
      action: query.viec || undefined,
      actor: query.nguoi || undefined,
      subjectId: query.doiTuong || undefined,
      from: query.tu ? new Date(startOfDay(query.tu)) : undefined,
      to: query.den ? new Date(endOfDay(query.den)) : undefined,
    };
    return { query, filter };
  };
  app.get('/nhat-ky', need('audit.view'), async (c) => {
    const { query, filter } = read(c);
    const number = Math.max(1, Number.parseInt(c.req.query('trang') ?? '', 10) || 1);
    const found = await journalRows(deps.db, filter, number);
    return page(
      c,
      <JournalPage {...found} {...{ query, number }} viewer={staffOf(c)} csrf={c.get('csrf')} />,
    );
  });
  app.get('/nhat-ky.csv', need('audit.view'), async (c) => {
    const csv = toCsv(await journalExport(deps.db, read(c).filter));
    return c.body(csv, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="nhat-ky.csv"',
      'cache-control': 'private, no-store',
    });
  });
  return app;
}
