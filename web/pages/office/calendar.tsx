/** "Lịch": what falls due when, where it collides, and which days are worked on whose notice. */
import type { FC } from 'hono/jsx';
import type { CalendarDayChange, DayStatus, WorkCalendar } from '../../../domain/calendar';
import { isOfficialYear } from '../../../domain/calendar';
import { provisionalNote } from '../../../domain/forecast';
import { formatDate, formatDateWithWeekday } from '../../../domain/format';
import { DAY_KIND_TERMS } from '../../../domain/terms';
import type { CalendarForecast, OwnDay } from '../../../services/queries/calendar';
import type { Viewer } from '../../deps';
import { Due } from '../../ui/due';
import { Button, ErrorSummary, Form, type FormProblem, Select, TextField } from '../../ui/form';
import { dueText } from '../../ui/format';
import { StaffPage } from '../../ui/layout';
import { Empty, Table, Tag } from '../../ui/parts';
import { CalendarFileForm } from './calendar-file';

export interface CalendarPreviewView {
  days: readonly CalendarDayChange[];
  moves: readonly { unitName: string; periodLabel: string; from: Date; to: Date; why: string }[];
  fields: readonly (readonly [string, string])[];
  /** Address that carries it out. */
  action: string;
}

interface Props {
  viewer: Viewer;
  csrf: string;
  from: string;
  to: string;
  year: number;
  data: CalendarForecast;
  restDays: readonly (DayStatus & { date: string })[];
  own: {
    days: readonly OwnDay[];
    notices: readonly { year: number; source: string; enteredByName: string }[];
  };
  calendar: WorkCalendar;
  asOf: Date;
  mayEdit: boolean;
  feedHref: string;
  preview?: CalendarPreviewView | undefined;
  problems?: readonly FormProblem[];
  typed?: Record<string, string> | undefined;
  notice?: string | undefined;
}

export const CalendarPage: FC<Props> = (props) => {
  const { viewer, csrf, from, to, data, asOf, calendar, preview, problems = [], notice } = props;
  const { forecast } = data;
  const note = provisionalNote(forecast);
  const collisions = forecast.collisions.filter(({ kind }) => kind === 'unit');
  return (
    <StaffPage
      title={`${problems.length > 0 ? 'Lỗi: ' : ''}Lịch`}
      viewer={viewer}
      csrf={csrf}
      active="/lich"
      notice={notice}
      wide
    >
      <ErrorSummary problems={problems} />
      <h1>Sắp tới đến hạn những gì?</h1>
      {preview ? <Preview preview={preview} csrf={csrf} /> : null}
      <form method="get" action="/lich" class="filters">
        <TextField name="tu" type="date" label="Từ ngày" value={from} />
        <TextField name="den" type="date" label="Đến ngày" value={to} />
        <Button kind="plain">Xem</Button>
      </form>
      <p>
        Tải về: <a href={`/lich/du-bao.xlsx?tu=${from}&den=${to}`}>bảng Excel</a>,{' '}
        <a href={`/lich/du-bao.csv?tu=${from}&den=${to}`}>tệp CSV</a>
      </p>
      {note ? <p class="warning">{note}</p> : null}
      {data.periods.length === 0 ? (
        <Empty title="Không có hạn nộp nào trong khoảng này.">
          <p>Hạn nộp hiện ở đây khi một kế hoạch được kích hoạt.</p>
        </Empty>
      ) : (
        <Table
          caption="Hạn nộp sắp tới"
          rows={data.periods}
          columns={[
            {
              head: 'Hạn nộp',
              isRowHead: true,
              cell: (row) => (
                <>
                  <Due dueAt={row.dueAt} asOf={asOf} calendar={calendar} />
                  {row.provisional ? <span class="muted"> (tạm tính)</span> : null}
                </>
              ),
            },
            {
              head: 'Báo cáo',
              cell: (row) => <a href={`/theo-doi?xem=bao-cao&ky=${row.periodId}`}>{row.label}</a>,
            },
            {
              head: 'Kế hoạch',
              cell: (row) => `${row.planTitle}${row.planNumber ? ` (${row.planNumber})` : ''}`,
            },
            { head: 'Đơn vị', numeric: true, cell: ({ units }) => units },
          ]}
        />
      )}
      {collisions.length > 0 ? (
        <>
          <h2>Nhiều báo cáo cùng một tuần</h2>
          <ul>
            {collisions.map(({ id, text }) => (
              <li>
                <a href={`/theo-doi?xem=bao-cao&donVi=${id}&trangThai=con-no`}>{data.unitNames[id] ?? ''}</a>:{' '}
                {text}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p>
        <a href={props.feedHref}>Đường dẫn lịch (iCalendar) để thêm vào điện thoại, Outlook</a>
        <span class="muted small"> · chỉ dùng cho bạn, không chuyển cho người khác</span>
      </p>
      <WorkDays {...props} />
    </StaffPage>
  );
};

const WorkDays: FC<Props> = ({ year, restDays, own, calendar, mayEdit, csrf, problems = [], typed = {} }) => {
  const official = isOfficialYear(calendar, year);
  const noticeOf = own.notices.find((entry) => entry.year === year);
  return (
    <section aria-labelledby="ngay-lam-viec">
      <h2 id="ngay-lam-viec">Ngày nghỉ, ngày làm bù năm {year}</h2>
      <p>
        <Tag tone={official ? 'good' : 'soon'}>
          {official ? 'Theo thông báo chính thức' : 'Tạm tính, chưa có thông báo chính thức'}
        </Tag>{' '}
        <a href={`/lich?nam=${year - 1}#ngay-lam-viec`}>Năm {year - 1}</a> ·{' '}
        <a href={`/lich?nam=${year + 1}#ngay-lam-viec`}>Năm {year + 1}</a>
      </p>
      {noticeOf ? (
        <p class="muted">
          {noticeOf.source} ({noticeOf.enteredByName} ghi)
        </p>
      ) : null}
      <Table
        caption={`Ngày nghỉ và làm bù năm ${year}`}
        rows={restDays}
        columns={[
          { head: 'Ngày', isRowHead: true, cell: ({ date }) => formatDateWithWeekday(date) },
          { head: 'Loại', cell: ({ kind }) => (kind ? DAY_KIND_TERMS[kind] : '') },
          { head: 'Tên', cell: ({ name }) => name ?? '' },
          { head: 'Nguồn', cell: ({ source }) => source },
          {
            head: 'Cơ quan tự ghi',
            cell: ({ date }) => {
              const entry = own.days.find((day) => day.date === date);
              if (!entry) return '';
              return (
                <>
                  {entry.enteredByName}
                  {mayEdit ? (
                    <Form action="/lich/bo" csrf={csrf} class="inline">
                      <input type="hidden" name="remove" value={date} />
                      <input type="hidden" name="reason" value={`Bỏ ngày ${formatDate(date)} đã ghi`} />
                      <button type="submit" class="link-button">
                        Bỏ<span class="visually-hidden"> ngày {formatDate(date)}</span>
                      </button>
                    </Form>
                  ) : null}
                </>
              );
            },
          },
        ]}
      />
      {mayEdit ? (
        <>
          <details class="why" open={typed.action === 'ngay'}>
            <summary>Ghi một ngày nghỉ hoặc làm bù</summary>
            <Form action="/lich/ngay" csrf={csrf}>
              <p>Hạn nộp nào rơi vào ngày này được tính lại; bạn xem trước rồi mới thực hiện.</p>
              <TextField name="date" type="date" label="Ngày" value={typed.date} problems={problems} />
              <Select
                name="kind"
                label="Loại"
                options={(['NGHI', 'NGHI_BU', 'HOAN_DOI_NGHI', 'LAM_BU'] as const).map((value) => ({
                  value,
                  label: DAY_KIND_TERMS[value],
                }))}
                value={typed.kind}
                problems={problems}
              />
              <TextField name="name" label="Tên ngày" value={typed.name} problems={problems} />
              <TextField
                name="source"
                label="Nguồn"
                hint="Số, ngày thông báo hoặc văn bản."
                value={typed.source}
                problems={problems}
              />
              <TextField
                name="publishedOn"
                type="date"
                label="Ngày ban hành"
                required={false}
                value={typed.publishedOn}
                problems={problems}
              />
              <TextField name="reason" label="Lý do" value={typed.reason} problems={problems} />
              <Button kind="plain">Xem những gì thay đổi</Button>
            </Form>
          </details>
          <CalendarFileForm csrf={csrf} problems={problems} typed={typed} />
          {official ? null : (
            <details class="why" open={typed.action === 'thong-bao'}>
              <summary>Đã có thông báo lịch nghỉ chính thức năm {year}</summary>
              <Form action="/lich/thong-bao" csrf={csrf}>
                <input type="hidden" name="noticeYear" value={String(year)} />
                <TextField
                  name="noticeSource"
                  label="Số, ngày thông báo"
                  value={typed.noticeSource}
                  problems={problems}
                />
                <TextField
                  name="reason"
                  id="reason-thong-bao"
                  label="Lý do"
                  value={typed.reason ?? 'Có thông báo lịch nghỉ chính thức'}
                  problems={problems}
                />
                <Button kind="plain">Xem những gì thay đổi</Button>
              </Form>
            </details>
          )}
        </>
      ) : null}
    </section>
  );
};

const Preview: FC<{ preview: CalendarPreviewView; csrf: string }> = ({ preview, csrf }) => (
  <section class="card card-soon" aria-labelledby="xem-truoc">
    <h2 id="xem-truoc">Sửa lịch: những gì sẽ thay đổi</h2>
    <ul>
      {preview.days.map(({ date, from, to }) => (
        <li>
          {formatDateWithWeekday(date)}: {from.working ? 'làm việc' : (from.name ?? 'nghỉ')} →{' '}
          {to.working ? 'làm việc' : (to.name ?? 'nghỉ')}
        </li>
      ))}
    </ul>
    {preview.moves.length === 0 ? (
      <p>Không hạn nộp nào thay đổi.</p>
    ) : (
      <Table
        caption="Hạn nộp thay đổi"
        rows={preview.moves}
        columns={[
          { head: 'Đơn vị', isRowHead: true, cell: ({ unitName }) => unitName },
          { head: 'Kỳ', cell: ({ periodLabel }) => periodLabel },
          { head: 'Hạn cũ', cell: ({ from }) => dueText(from) },
          { head: 'Hạn mới', cell: ({ to }) => dueText(to) },
          { head: 'Vì sao', cell: ({ why }) => why },
        ]}
      />
    )}
    <Form action={preview.action} csrf={csrf}>
      {preview.fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div class="actions">
        <Button name="buoc" value="lam">
          Sửa lịch
        </Button>
        <a href="/lich">Thôi, không thay đổi</a>
      </div>
    </Form>
  </section>
);
