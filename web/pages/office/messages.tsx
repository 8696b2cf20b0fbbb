/** "Tin nhắn": every message with its outcome in words, why it is held, why it was not sent. */
import { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { endOfDay, isIsoDate, startOfDay } from '../../../domain/time';
import { isId } from '../../../services/obligations';
import {
  type MessageRow,
  type MessageView,
  messageRows,
  messageView,
} from '../../../services/queries/messages';
import { unitOptions } from '../../../services/queries/units';
import { need } from '../../auth/permit';
import { staffOf } from '../../auth/session';
import type { Viewer, WebDeps, WebEnv } from '../../deps';
import { page } from '../../http/respond';
import { Button, Select, TextField } from '../../ui/form';
import { moment, shortMoment } from '../../ui/format';
import { StaffPage } from '../../ui/layout';
import { Empty, Facts, Pager, Table, Tag } from '../../ui/parts';
import { MESSAGE_KIND_WORDS, MESSAGE_STATE_VIEWS, stepWord } from '../../ui/words';

const channelWord = (channel: string | null): string =>
  channel === 'zalo' ? 'Zalo' : channel === 'email' ? 'Thư điện tử' : 'không có kênh';

const Outcome: FC<{
  row: Pick<MessageRow, 'state' | 'reason' | 'sentBeforeSubmission' | 'possibleDuplicate'>;
}> = ({ row }) => {
  const view = MESSAGE_STATE_VIEWS[row.state];
  return (
    <>
      <Tag tone={view?.tone ?? 'none'}>{view?.word ?? row.state}</Tag>
      <p class="muted small">{row.reason ?? view?.meaning ?? ''}</p>
      {row.sentBeforeSubmission ? <p class="muted small">Gửi trước khi nộp.</p> : null}
      {row.possibleDuplicate ? <p class="muted small">Có thể là bản gửi lặp.</p> : null}
    </>
  );
};

interface ListProps {
  viewer: Viewer;
  csrf: string;
  query: Record<string, string>;
  rows: readonly MessageRow[];
  total: number;
  pages: number;
  number: number;
  counts: Record<string, number>;
  units: readonly { id: string; name: string }[];
}

const MessageListPage: FC<ListProps> = ({
  viewer,
  csrf,
  query,
  rows,
  total,
  pages,
  number,
  counts,
  units,
}) => (
  <StaffPage title="Tin nhắn" viewer={viewer} csrf={csrf} active="/tin-nhan" wide>
    <h1>Thông báo nào đã đến, thông báo nào chưa?</h1>
    <form method="get" action="/tin-nhan" class="filters">
      <Select
        name="trangThai"
        label="Kết quả"
        empty="Mọi kết quả"
        options={Object.entries(MESSAGE_STATE_VIEWS).map(([value, { word }]) => ({
          value,
          label: `${word} (${counts[value] ?? 0})`,
        }))}
        value={query.trangThai}
      />
      <Select
        name="loai"
        label="Loại"
        empty="Mọi loại"
        options={Object.entries(MESSAGE_KIND_WORDS).map(([value, label]) => ({ value, label }))}
        value={query.loai}
      />
      <Select
        name="donVi"
        label="Đơn vị"
        empty="Mọi đơn vị"
        options={units.map(({ id, name }) => ({ value: id, label: name }))}
        value={query.donVi}
      />
      <TextField name="tu" type="date" label="Từ ngày" value={query.tu} />
      <TextField name="den" type="date" label="Đến ngày" value={query.den} />
      <Button kind="plain">Lọc</Button>
    </form>
    <p class="muted">{total} thông báo</p>
    {rows.length === 0 ? (
      <Empty title="Không có thông báo nào khớp bộ lọc.">
        <p>Thông báo được lập theo nấc nhắc của từng kỳ báo cáo đã mở.</p>
      </Empty>
    ) : (
      <Table
        caption="Các thông báo"
        rows={rows}
        columns={[
          {
            head: 'Thông báo',
            isRowHead: true,
            cell: (row) => (
              <>
                <a href={`/tin-nhan/${row.id}`}>{MESSAGE_KIND_WORDS[row.kind] ?? row.kind}</a>
                {row.reports > 1 ? <span class="muted small"> · {row.reports} báo cáo</span> : null}
              </>
            ),
          },
          {
            head: 'Người nhận',
            cell: (row) => (
              <>
                {row.recipient}
                {row.unitName ? <p class="muted small">{row.unitName}</p> : null}
              </>
            ),
          },
          { head: 'Kênh', cell: ({ channel }) => channelWord(channel) },
          {
            head: 'Gửi lúc',
            cell: ({ sentAt, effectiveAt }) =>
              sentAt ? shortMoment(sentAt) : `dự kiến ${shortMoment(effectiveAt)}`,
          },
          { head: 'Kết quả', cell: (row) => <Outcome row={row} /> },
        ]}
      />
    )}
    <Pager
      page={number}
      pages={pages}
      href={(to) => `/tin-nhan?${new URLSearchParams({ ...query, trang: String(to) })}`}
    />
  </StaffPage>
);

const OUTCOMES: Record<string, string> = {
  sent: 'đã nhận gửi',
  refused: 'từ chối',
  later: 'hẹn gửi lại',
  unknown: 'không rõ kết quả',
};

const MessagePage: FC<{ viewer: Viewer; csrf: string; view: MessageView }> = ({ viewer, csrf, view }) => (
  <StaffPage
    title="Thông báo"
    viewer={viewer}
    csrf={csrf}
    active="/tin-nhan"
    back={{ href: '/tin-nhan', label: 'Tin nhắn' }}
  >
    <h1>
      {MESSAGE_KIND_WORDS[view.kind] ?? view.kind}: {view.recipient}
    </h1>
    <Outcome row={view} />
    <Facts
      items={[
        ['Đơn vị', view.unitId ? <a href={`/don-vi/${view.unitId}`}>{view.unitName}</a> : ''],
        ['Kênh', channelWord(view.channel)],
        ['Theo lịch', moment(view.nominalAt)],
        [
          'Được gửi từ',
          view.effectiveAt.getTime() === view.nominalAt.getTime()
            ? ''
            : `${moment(view.effectiveAt)} (dời vào giờ, ngày được gửi)`,
        ],
        ['Đã gửi', view.sentAt ? moment(view.sentAt) : ''],
        ['Mức', view.important ? 'quan trọng: gửi mọi kênh' : ''],
        ['Tệp kèm', view.attachments.join('; ')],
        [
          'Liên quan',
          view.related.length > 0
            ? view.related.map(({ id, channel, state, isFallback }) => (
                <p>
                  <a href={`/tin-nhan/${id}`}>
                    {isFallback ? 'Gửi thay bằng' : 'Gửi thay cho'} {channelWord(channel)}
                  </a>{' '}
                  ({MESSAGE_STATE_VIEWS[state]?.word ?? state})
                </p>
              ))
            : '',
        ],
      ]}
    />
    <h2>Về báo cáo nào?</h2>
    {view.items.length === 0 ? (
      <p>Không gắn với một báo cáo riêng.</p>
    ) : (
      <ul>
        {view.items.map(({ obligationId, step, unitName, periodLabel, planTitle }) => (
          <li>
            <a href={`/nghia-vu/${obligationId}`}>
              {unitName}: {periodLabel}
            </a>
            {view.kind === 'reminder' ? `, ${stepWord(step)}` : ''}{' '}
            <span class="muted small">{planTitle}</span>
          </li>
        ))}
      </ul>
    )}
    <h2>Các lần giao cho kênh gửi</h2>
    {view.deliveries.length === 0 ? (
      <p>Chưa lần nào.</p>
    ) : (
      <ol>
        {view.deliveries.map(({ startedAt, channel, outcome, reason, code }) => (
          <li>
            {moment(startedAt)}, {channelWord(channel)}:{' '}
            {outcome ? (OUTCOMES[outcome] ?? outcome) : 'chưa có trả lời'}
            {reason ? ` (${reason}${code ? `, mã ${code}` : ''})` : code ? ` (mã ${code})` : ''}
          </li>
        ))}
      </ol>
    )}
  </StaffPage>
);

export function messageRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/tin-nhan', need('message.view'));
  app.use('/tin-nhan/*', need('message.view'));
  app.get('/tin-nhan', async (c) => {
    const viewer = staffOf(c);
    const { organizationId } = viewer;
    const ask = (name: string) => c.req.query(name) ?? '';
    const day = (name: string) => (isIsoDate(ask(name)) ? ask(name) : '');
    const query = {
      trangThai: ask('trangThai'),
      loai: ask('loai'),
      donVi: isId(ask('donVi')) ? ask('donVi') : '',
      tu: day('tu'),
      den: day('den'),
    };
    const number = Math.max(1, Number.parseInt(ask('trang'), 10) || 1);
    const [found, units] = await Promise.all([
      messageRows(
        deps.db,
        {
          organizationId,
          state: query.trangThai || undefined,
          kind: query.loai || undefined,
          unitId: query.donVi || undefined,
          from: query.tu ? new Date(startOfDay(query.tu)) : undefined,
          to: query.den ? new Date(endOfDay(query.den)) : undefined,
        },
        number,
      ),
      unitOptions(deps.db, { organizationId, asOf: deps.clock.now() }),
    ]);
    return page(c, <MessageListPage {...found} {...{ viewer, query, number, units }} csrf={c.get('csrf')} />);
  });
  app.get('/tin-nhan/:id', async (c) => {
    const viewer = staffOf(c);
    const messageId = c.req.param('id');
    const view = isId(messageId)
      ? await messageView(deps.db, { organizationId: viewer.organizationId, messageId })
      : null;
    return view ? page(c, <MessagePage {...{ viewer, view }} csrf={c.get('csrf')} />) : c.notFound();
  });
  return app;
}
