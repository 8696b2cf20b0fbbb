/** "Đơn vị này thay đổi thế nào?": merger, division, dissolution; what moves is shown before it happens (B94). */
import type { FC } from 'hono/jsx';
import type { OpenReport, UnitView } from '../../../services/queries/units';
import type { CarriedReport, UnitChangePreview } from '../../../services/unit-change';
import type { Viewer } from '../../deps';
import {
  Button,
  Choices,
  ErrorSummary,
  Form,
  type FormProblem,
  Select,
  TextArea,
  TextField,
} from '../../ui/form';
import { dueText } from '../../ui/format';
import { StaffPage } from '../../ui/layout';
import { Table } from '../../ui/parts';

export const CHANGES = {
  'sap-nhap': {
    tab: 'Sáp nhập',
    title: 'Sáp nhập vào đơn vị nào?',
    explains:
      'Báo cáo còn mở chuyển cho đơn vị nhận; kỳ mà đơn vị nhận cũng còn nợ thì gộp làm một. Việc, chỉ tiêu của các kỳ sau chuyển theo.',
    confirm: 'Sáp nhập đơn vị',
  },
  'chia-tach': {
    tab: 'Chia tách',
    title: 'Chia thành những đơn vị nào?',
    explains:
      'Từng báo cáo còn mở giao cho một đơn vị mới. Việc, chỉ tiêu của các kỳ sau chuyển cho mọi đơn vị đã chọn.',
    confirm: 'Chia tách đơn vị',
  },
  'giai-the': {
    tab: 'Giải thể',
    title: 'Ai tiếp nhận việc của đơn vị giải thể?',
    explains: 'Từng báo cáo còn mở giao cho một đơn vị tiếp nhận. Việc, chỉ tiêu của các kỳ sau chuyển theo.',
    confirm: 'Giải thể đơn vị',
  },
} as const;

export type ChangeKind = keyof typeof CHANGES;
export const isChange = (text: string): text is ChangeKind => Object.hasOwn(CHANGES, text);

export interface ShownPreview extends UnitChangePreview {
  /** sent again with the confirmation */
  fields: readonly (readonly [string, string])[];
  /** the register changed since the last preview */
  changed: boolean;
}

interface Props {
  viewer: Viewer;
  csrf: string;
  kind: ChangeKind;
  unit: UnitView;
  others: readonly { id: string; name: string }[];
  open: readonly OpenReport[];
  preview?: ShownPreview | undefined;
  problems?: readonly FormProblem[];
  typed: Readonly<Record<string, string>>;
  successors: readonly string[];
}

export const UnitChangePage: FC<Props> = (props) => {
  const { viewer, csrf, kind, unit, problems = [], preview } = props;
  const words = CHANGES[kind];
  const base = `/don-vi/${unit.id}/thay-doi`;
  return (
    <StaffPage
      title={`${problems.length > 0 ? 'Lỗi: ' : ''}${words.tab} ${unit.name}`}
      viewer={viewer}
      csrf={csrf}
      active="/don-vi"
      back={{ href: `/don-vi/${unit.id}`, label: unit.name }}
    >
      <ErrorSummary problems={problems} />
      <h1>{preview ? 'Những gì sẽ thay đổi?' : words.title}</h1>
      <p class="lead">{unit.name}</p>
      {preview ? (
        <Preview {...props} preview={preview} base={base} />
      ) : (
        <>
          <nav class="tabs" aria-label="Cách thay đổi">
            {Object.entries(CHANGES).map(([value, { tab }]) => (
              <a href={`${base}?cach=${value}`} aria-current={value === kind ? 'page' : undefined}>
                {tab}
              </a>
            ))}
          </nav>
          <p>{words.explains}</p>
          <p class="hint">
            Đơn vị tiếp nhận phải có trong sổ; chưa có thì <a href="/don-vi">thêm đơn vị</a> trước.
          </p>
          <Form action={base} csrf={csrf}>
            <input type="hidden" name="cach" value={kind} />
            {kind === 'sap-nhap' ? <Into {...props} /> : <Receivers {...props} />}
            <Basis {...props} />
            <Button>Xem những gì thay đổi</Button>
          </Form>
        </>
      )}
    </StaffPage>
  );
};

const choicesOf = (others: Props['others']) => others.map(({ id, name }) => ({ value: id, label: name }));

const Into: FC<Props> = ({ others, problems = [], typed }) => (
  <Select
    name="intoUnitId"
    label="Sáp nhập vào"
    options={choicesOf(others)}
    value={typed.intoUnitId}
    problems={problems}
    empty="Chọn đơn vị"
  />
);

const Receivers: FC<Props> = ({ others, open, problems = [], typed, successors }) => (
  <>
    <Choices
      name="successorIds"
      type="checkbox"
      legend="Đơn vị tiếp nhận"
      hint="Nhận việc và chỉ tiêu của các kỳ báo cáo sau."
      options={choicesOf(others)}
      chosen={successors}
      problems={problems}
      columns
    />
    {open.length > 0 ? <h2>Báo cáo còn mở giao cho ai?</h2> : null}
    {open.map(({ obligationId, planTitle, periodLabel, dueAt }, index) => (
      <Select
        name={`receiver.${obligationId}`}
        id={index === 0 ? 'receiverOf' : `receiver.${obligationId}`}
        label={`${periodLabel}, ${planTitle}, hạn ${dueText(dueAt)}`}
        options={choicesOf(others)}
        value={typed[`receiver.${obligationId}`]}
        problems={index === 0 ? problems : []}
        empty="Chọn đơn vị"
      />
    ))}
  </>
);

const Basis: FC<Props> = ({ problems = [], typed }) => (
  <>
    <TextField
      name="on"
      type="date"
      label="Từ ngày"
      hint="Ngày đầu tiên theo tổ chức mới, không sau hôm nay."
      value={typed.on}
      problems={problems}
    />
    <TextField
      name="document"
      label="Văn bản căn cứ"
      hint="Ví dụ: Quyết định số 12/QĐ-UBND ngày 01/7/2026."
      value={typed.document}
      required={false}
    />
    <TextArea name="reason" label="Lý do" rows={2} value={typed.reason} required={false} />
  </>
);

const Preview: FC<Props & { preview: ShownPreview; base: string }> = ({
  preview,
  base,
  kind,
  unit,
  others,
  csrf,
}) => {
  const nameOf = (id: string | null) => others.find((other) => other.id === id)?.name ?? '';
  const columns = (last: { head: string; cell: (row: CarriedReport) => string }) => [
    {
      head: 'Báo cáo',
      isRowHead: true,
      cell: (row: CarriedReport) => `${row.periodLabel}, ${row.planTitle}`,
    },
    { head: 'Hạn nộp', cell: ({ dueAt }: CarriedReport) => dueText(dueAt) },
    last,
  ];
  return (
    <>
      {preview.changed ? (
        <div class="warning">
          <p>Có thay đổi trong lúc trang này đang mở. Xem lại danh sách mới dưới đây rồi xác nhận.</p>
        </div>
      ) : null}
      {preview.carried.length === 0 ? (
        <p>Đơn vị không có báo cáo nào còn mở; không báo cáo nào chuyển.</p>
      ) : (
        <Table
          caption="Báo cáo chuyển giao"
          showCaption
          rows={preview.carried}
          columns={columns({
            head: 'Chuyển cho',
            cell: ({ toUnitId }) =>
              toUnitId === null ? 'gộp vào báo cáo của đơn vị tiếp nhận' : nameOf(toUnitId),
          })}
        />
      )}
      {preview.undecided.length > 0 ? (
        <Table
          caption="Văn phòng quyết định từng báo cáo sau đó"
          showCaption
          rows={preview.undecided}
          columns={columns({ head: 'Vì sao', cell: ({ reason }) => reason })}
        />
      ) : null}
      <ul>
        <li>{unit.name} thôi hoạt động; đầu mối và đường dẫn đã gửi của đơn vị hết hiệu lực.</li>
        <li>Đơn vị tiếp nhận được báo một lần về các báo cáo nhận thêm; hạn nộp không đổi.</li>
        <li>Báo cáo đã nộp giữ nguyên tên đơn vị cũ.</li>
      </ul>
      <Form action={base} csrf={csrf}>
        {preview.fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="actions">
          <Button name="buoc" value="lam">
            {CHANGES[kind].confirm}
          </Button>
          <a href={`/don-vi/${unit.id}`}>Thôi, không thay đổi</a>
        </div>
      </Form>
    </>
  );
};
