/** "Hoàn tác thì những gì trở lại?": what comes back to an ended unit and what stays, before it happens (B97). */
import type { FC } from 'hono/jsx';
import { formatDate } from '../../../domain/format';
import type { StandingChange, UnitChangeAction } from '../../../domain/plan';
import type { UnitView } from '../../../services/queries/units';
import type { RestorePreview } from '../../../services/units';
import type { Viewer } from '../../deps';
import { Button, ErrorSummary, Form, type FormProblem, TextArea } from '../../ui/form';
import { dueText } from '../../ui/format';
import { StaffPage } from '../../ui/layout';
import { Empty, Table } from '../../ui/parts';

const CHANGE_NOUNS: Record<UnitChangeAction, string> = {
  'unit.merged': 'sáp nhập',
  'unit.split': 'chia tách',
  'unit.dissolved': 'giải thể',
};

/** On the page of the unit that ended. */
export const UndoSection: FC<{ unit: UnitView; change: StandingChange }> = ({ unit, change }) => {
  const noun = CHANGE_NOUNS[change.action];
  return (
    <>
      <h2>Hoàn tác {noun}</h2>
      <p>
        Đơn vị đã {noun} từ ngày {formatDate(change.record.on)}. Ghi nhầm, hoặc quyết định không còn hiệu lực
        thì hoàn tác được; trước khi hoàn tác, trang sau cho biết báo cáo nào trở lại.
      </p>
      <p>
        <a href={`/don-vi/${unit.id}/hoan-tac`}>Xem trước việc hoàn tác {noun}</a>
      </p>
    </>
  );
};

interface Props {
  viewer: Viewer;
  csrf: string;
  unit: UnitView;
  /** null: it cannot be undone, the problems say why */
  preview: RestorePreview | null;
  fingerprint: string;
  /** the register changed since the page was opened */
  changed?: boolean;
  problems?: readonly FormProblem[];
  reason?: string;
}

export const UnitRestorePage: FC<Props> = (props) => {
  const { viewer, csrf, unit, preview, problems = [] } = props;
  const noun = preview ? CHANGE_NOUNS[preview.action] : 'sắp xếp';
  return (
    <StaffPage
      title={`${problems.length > 0 ? 'Lỗi: ' : ''}Hoàn tác ${noun} ${unit.name}`}
      viewer={viewer}
      csrf={csrf}
      active="/don-vi"
      back={{ href: `/don-vi/${unit.id}`, label: unit.name }}
    >
      <ErrorSummary problems={problems} />
      <h1>{preview ? `Hoàn tác ${noun} thì những gì trở lại?` : 'Chưa hoàn tác được'}</h1>
      <p class="lead">{unit.name}</p>
      {preview ? <Preview {...props} preview={preview} noun={noun} /> : null}
    </StaffPage>
  );
};

type Shown = RestorePreview['back'][number];
type Line = Pick<Shown, 'planTitle' | 'periodLabel' | 'dueAt'>;

const reportColumns = [
  {
    head: 'Báo cáo',
    isRowHead: true,
    cell: ({ periodLabel, planTitle }: Line) => `${periodLabel}, ${planTitle}`,
  },
  { head: 'Hạn nộp', cell: ({ dueAt }: Line) => dueText(dueAt) },
];

const Preview: FC<Props & { preview: RestorePreview; noun: string }> = ({
  preview,
  noun,
  unit,
  csrf,
  fingerprint,
  changed,
  problems = [],
  reason,
}) => (
  <>
    {changed ? (
      <div class="warning">
        <p>Có thay đổi trong lúc trang này đang mở. Xem lại danh sách mới dưới đây rồi xác nhận.</p>
      </div>
    ) : null}
    <p>
      Đơn vị đã {noun} từ ngày {formatDate(preview.on)}. Đơn vị tiếp nhận: {preview.receivers.join('; ')}.
    </p>
    {preview.back.length === 0 ? (
      <Empty title="Không có báo cáo nào trở lại.">
        <p>
          Khi {noun} không có báo cáo nào chuyển đi, hoặc các báo cáo đã chuyển đều ở lại với đơn vị tiếp
          nhận.
        </p>
      </Empty>
    ) : (
      <Table
        caption="Báo cáo trở lại"
        showCaption
        rows={preview.back}
        columns={[
          ...reportColumns,
          {
            head: 'Hiện nay',
            cell: ({ from }: Shown) => from ?? 'đã gộp vào báo cáo của đơn vị tiếp nhận; sẽ nộp riêng',
          },
        ]}
      />
    )}
    {preview.kept.length > 0 ? (
      <Table
        caption="Báo cáo giữ nguyên như hiện nay"
        showCaption
        rows={preview.kept}
        columns={[...reportColumns, { head: 'Vì sao', cell: ({ reason: why }: { reason: string }) => why }]}
      />
    ) : null}
    {preview.ended.length > 0 ? (
      <Table
        caption="Báo cáo đơn vị tiếp nhận thôi phải nộp"
        showCaption
        rows={preview.ended}
        columns={[
          ...reportColumns,
          { head: 'Đơn vị', cell: ({ unitName }: { unitName: string }) => unitName },
        ]}
      />
    ) : null}
    <ul>
      <li>
        {preview.contacts.length > 0
          ? `Đầu mối trở lại: ${preview.contacts.join('; ')}. Đầu mối được báo một lần về các báo cáo đang mở.`
          : 'Không có đầu mối nào trở lại: cần thêm đầu mối cho đơn vị sau khi hoàn tác.'}
      </li>
      <li>
        Việc, chỉ tiêu của các kỳ sau trở lại đơn vị này; đơn vị tiếp nhận chỉ còn việc, chỉ tiêu của mình.
      </li>
      <li>
        Đường dẫn đã gửi cho đơn vị tiếp nhận về các báo cáo trở lại hết hiệu lực; hạn nộp không đổi.
        {preview.back.some(({ from }) => from === null)
          ? ' Báo cáo đã gộp thì nộp riêng theo hạn hiện nay của kỳ.'
          : ''}
      </li>
      <li>Nhật ký giữ cả việc {noun} và việc hoàn tác.</li>
    </ul>
    <Form action={`/don-vi/${unit.id}/hoan-tac`} csrf={csrf}>
      <input type="hidden" name="fingerprint" value={fingerprint} />
      <TextArea
        name="reason"
        label="Lý do hoàn tác"
        hint="Ví dụ: ghi nhầm đơn vị nhận; quyết định sắp xếp đã bị bãi bỏ."
        rows={2}
        value={reason}
        problems={problems}
      />
      <div class="actions">
        <Button>Hoàn tác {noun}</Button>
        <a href={`/don-vi/${unit.id}`}>Thôi, không hoàn tác</a>
      </div>
    </Form>
  </>
);
