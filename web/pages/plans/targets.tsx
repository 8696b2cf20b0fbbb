/** "Kế hoạch đang chạy cần thêm, bớt chỉ tiêu nào?": indicators added in mid-term, with the reports that will ask for them. */
import type { FC } from 'hono/jsx';
import type { AskedReport, RunningTarget } from '../../../services/queries/plan-targets';
import type { PlanView } from '../../../services/queries/plans';
import type { UnitOption } from '../../../services/queries/units';
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
import { Empty, Table } from '../../ui/parts';
import { aimOf } from '../../ui/target';

export const COMPARATORS = {
  '>=': 'từ … trở lên',
  '>': 'trên …',
  '=': 'đúng …',
  '<=': 'không quá …',
  '<': 'dưới …',
} as const;

interface Props {
  viewer: Viewer;
  csrf: string;
  plan: Pick<PlanView, 'id' | 'title'>;
  targets: readonly RunningTarget[];
  units: readonly UnitOption[];
  /** shown before the indicator is added */
  preview?: { reports: readonly AskedReport[]; fields: readonly (readonly [string, string])[] } | undefined;
  problems?: readonly FormProblem[];
  typed: Readonly<Record<string, string>>;
  chosenUnits: readonly string[];
  notice?: string | undefined;
}

export const TargetsPage: FC<Props> = (props) => {
  const { viewer, csrf, plan, targets, problems = [], preview, notice } = props;
  return (
    <StaffPage
      title={`${problems.length > 0 ? 'Lỗi: ' : ''}Chỉ tiêu của kế hoạch`}
      viewer={viewer}
      csrf={csrf}
      active="/ke-hoach"
      notice={notice}
      back={{ href: `/ke-hoach/${plan.id}/vong-doi`, label: 'Vòng đời kế hoạch' }}
      wide
    >
      <ErrorSummary problems={problems} />
      <h1>{preview ? 'Báo cáo nào sẽ hỏi thêm chỉ tiêu này?' : 'Thêm, bớt chỉ tiêu nào?'}</h1>
      <p class="lead">{plan.title}</p>
      {preview ? (
        <Preview {...props} preview={preview} />
      ) : (
        <>
          <Add {...props} />
          <h2>Chỉ tiêu đang theo dõi</h2>
          {targets.length === 0 ? (
            <Empty title="Chưa có chỉ tiêu nào.">
              <p>Các đơn vị báo cáo bằng lời. Thêm chỉ tiêu ở trên để có số liệu.</p>
            </Empty>
          ) : (
            <Table
              caption="Chỉ tiêu đang theo dõi"
              rows={targets}
              columns={[
                { head: 'Chỉ tiêu', isRowHead: true, cell: ({ indicator }) => indicator },
                {
                  head: 'Mức',
                  cell: (target) =>
                    `${aimOf(target)}${target.milestoneYear ? `, mốc năm ${target.milestoneYear}` : ''}`,
                },
                { head: 'Đơn vị báo cáo', cell: ({ unitNames }) => unitNames.join('; ') },
                { head: 'Thôi theo dõi', cell: (target) => <Retire {...props} target={target} /> },
              ]}
            />
          )}
        </>
      )}
    </StaffPage>
  );
};

const Add: FC<Props> = ({ csrf, plan, units, problems = [], typed, chosenUnits }) => (
  <details class="why" open={problems.some(({ field }) => !field?.startsWith('reason-'))}>
    <summary>Bổ sung chỉ tiêu</summary>
    <Form action={`/ke-hoach/${plan.id}/chi-tieu-bo-sung`} csrf={csrf}>
      <p>Báo cáo chưa gửi của đơn vị được chọn sẽ hỏi thêm chỉ tiêu này; báo cáo đã gửi giữ nguyên.</p>
      <TextField name="indicator" label="Tên chỉ tiêu" value={typed.indicator} problems={problems} />
      <div class="row">
        <Select
          name="comparator"
          label="Mức đặt ra"
          options={Object.entries(COMPARATORS).map(([value, label]) => ({ value, label }))}
          value={typed.comparator}
        />
        <TextField
          name="value"
          label="Giá trị"
          inputmode="decimal"
          hint="Để trống: báo cáo bằng lời."
          value={typed.value}
          required={false}
          problems={problems}
        />
        <TextField name="unit" label="Đơn vị tính" value={typed.unit} required={false} problems={problems} />
        <TextField
          name="milestoneYear"
          label="Mốc năm"
          inputmode="numeric"
          hint="Để trống: hằng năm."
          value={typed.milestoneYear}
          required={false}
          problems={problems}
        />
      </div>
      <Choices
        name="unitIds"
        type="checkbox"
        legend="Đơn vị báo cáo"
        options={units.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={chosenUnits}
        problems={problems}
        columns
      />
      <TextArea name="reason" label="Lý do" rows={2} value={typed.reason} problems={problems} />
      <TextField name="document" label="Văn bản căn cứ" value={typed.document} required={false} />
      <Button>Xem báo cáo nào hỏi thêm</Button>
    </Form>
  </details>
);

const Retire: FC<Props & { target: RunningTarget }> = ({ csrf, plan, target, problems = [] }) => {
  const id = `reason-${target.id}`;
  return (
    <details class="why" open={problems.some(({ field }) => field === id)}>
      <summary>
        Thôi theo dõi<span class="visually-hidden"> {target.indicator}</span>
      </summary>
      <Form action={`/ke-hoach/${plan.id}/chi-tieu-bo-sung/${target.id}/bo`} csrf={csrf}>
        <p>Báo cáo chưa gửi thôi hỏi chỉ tiêu này; số liệu đã gửi vẫn giữ.</p>
        <TextField name="reason" id={id} label="Lý do, văn bản căn cứ" problems={problems} />
        <Button kind="plain">Thôi theo dõi</Button>
      </Form>
    </details>
  );
};

const Preview: FC<Props & { preview: NonNullable<Props['preview']> }> = ({ preview, csrf, plan }) => (
  <>
    {preview.reports.length === 0 ? (
      <p>Không còn báo cáo nào chưa gửi của các đơn vị này; chỉ tiêu được hỏi khi có kỳ báo cáo mới.</p>
    ) : (
      <Table
        caption="Báo cáo hỏi thêm chỉ tiêu"
        rows={preview.reports}
        columns={[
          { head: 'Đơn vị', isRowHead: true, cell: ({ unitName }) => unitName },
          { head: 'Kỳ', cell: ({ periodLabel }) => periodLabel },
          { head: 'Hạn nộp', cell: ({ dueAt }) => dueText(dueAt) },
          { head: 'Lúc này', cell: ({ begun }) => (begun ? 'đang mở, hỏi thêm ngay' : 'chưa mở') },
        ]}
      />
    )}
    <Form action={`/ke-hoach/${plan.id}/chi-tieu-bo-sung`} csrf={csrf}>
      {preview.fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div class="actions">
        <Button name="buoc" value="lam">
          Bổ sung chỉ tiêu
        </Button>
        <a href={`/ke-hoach/${plan.id}/chi-tieu-bo-sung`}>Thôi, không thay đổi</a>
      </div>
    </Form>
  </>
);
