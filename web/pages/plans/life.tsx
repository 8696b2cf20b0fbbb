/** "Vòng đời": periods of a plan, and the changes that move other people's duties, each with its preview. */
import type { FC } from 'hono/jsx';
import type { ReminderPolicy } from '../../../domain/ladder-policy';
import type { LifePeriod } from '../../../services/queries/plan-life';
import type { PlanView } from '../../../services/queries/plans';
import type { UnitView } from '../../../services/queries/units';
import type { Viewer } from '../../deps';
import { Due, WhyDue } from '../../ui/due';
import { Button, ErrorSummary, Form, type FormProblem } from '../../ui/form';
import { dueText } from '../../ui/format';
import { StaffPage } from '../../ui/layout';
import { Empty, Facts, Table, Tag, type Tone } from '../../ui/parts';
import { PLAN_STATE_TONES } from '../../ui/words';
import { Changes } from './life-changes';

/** What a change would do, in rows a person can check before it happens. */
export interface LifePreview {
  /** Name of the change, and the form to send again to carry it out. */
  title: string;
  action: string;
  fields: readonly (readonly [string, string])[];
  rows: readonly {
    unitName: string;
    periodLabel: string;
    from: Date | null;
    to: Date | null;
    note: string;
  }[];
  confirm: string;
}

export interface LifeProps {
  viewer: Viewer;
  csrf: string;
  plan: PlanView;
  periods: readonly LifePeriod[];
  units: readonly UnitView[];
  may: { edit: boolean; deadlines: boolean };
  /** The ladder in force here, and whether it is the plan's own. */
  policy: ReminderPolicy;
  ownPolicy: boolean;
  asOf: Date;
  preview?: LifePreview | undefined;
  problems?: readonly FormProblem[];
  typed?: Record<string, string> | undefined;
  notice?: string | undefined;
}

const PERIOD_STATES: Record<string, { word: string; tone: Tone }> = {
  planned: { word: 'Chưa mở', tone: 'wait' },
  open: { word: 'Đang mở', tone: 'done' },
  closed: { word: 'Đã đóng', tone: 'good' },
  history: { word: 'Trước khi kích hoạt', tone: 'none' },
  cancelled: { word: 'Đã hủy', tone: 'none' },
};

export const PlanLifePage: FC<LifeProps> = (props) => {
  const { viewer, csrf, plan, periods, asOf, may, preview, problems = [], notice } = props;
  const state = PLAN_STATE_TONES[plan.state];
  const running = plan.state === 'active' || plan.state === 'suspended';
  return (
    <StaffPage
      title={`${problems.length > 0 ? 'Lỗi: ' : ''}Vòng đời kế hoạch`}
      viewer={viewer}
      csrf={csrf}
      active="/ke-hoach"
      notice={notice}
      wide
      back={{ href: `/ke-hoach/${plan.id}`, label: plan.title }}
    >
      <ErrorSummary problems={problems} />
      <h1>Kế hoạch đang ở đâu trong thời gian thực hiện?</h1>
      <p class="lead">{plan.title}</p>
      <p>
        <Tag tone={state.tone}>{state.word}</Tag>
      </p>
      <Facts
        items={[
          ['Tạm dừng từ', plan.suspendedAt && plan.state === 'suspended' ? dueText(plan.suspendedAt) : ''],
          ['Kết thúc', plan.endedAt ? dueText(plan.endedAt) : ''],
          ['Lý do kết thúc', plan.endReason],
        ]}
      />
      {preview ? <Preview preview={preview} csrf={csrf} planId={plan.id} /> : null}
      <h2>Các kỳ báo cáo</h2>
      {periods.length === 0 ? (
        <Empty title="Chưa có kỳ báo cáo.">
          <p>Các kỳ được lập khi kích hoạt kế hoạch.</p>
        </Empty>
      ) : (
        <Table
          caption="Các kỳ báo cáo của kế hoạch"
          rows={periods}
          columns={[
            {
              head: 'Kỳ',
              isRowHead: true,
              cell: ({ id, label }) => <a href={`/theo-doi?xem=bao-cao&ky=${id}`}>{label}</a>,
            },
            {
              head: 'Trạng thái',
              cell: (period) => (
                <Tag tone={PERIOD_STATES[period.state]?.tone ?? 'none'}>
                  {PERIOD_STATES[period.state]?.word ?? period.state}
                </Tag>
              ),
            },
            {
              head: 'Hạn nộp',
              cell: (period) => (
                <>
                  <Due dueAt={period.dueAt} asOf={asOf} settled={period.state !== 'open'} />
                  {period.provisional ? <span class="muted"> (tạm tính)</span> : null}
                  <WhyDue chain={period.chain} />
                </>
              ),
            },
            { head: 'Đã nộp', numeric: true, cell: ({ received, total }) => `${received} trên ${total}` },
          ]}
        />
      )}
      {running && may.edit ? <Changes {...props} /> : null}
    </StaffPage>
  );
};

const Preview: FC<{ preview: LifePreview; csrf: string; planId: string }> = ({ preview, csrf, planId }) => (
  <section class="card card-soon" aria-labelledby="xem-truoc">
    <h2 id="xem-truoc">{preview.title}</h2>
    {preview.rows.length === 0 ? (
      <p>Không báo cáo nào thay đổi.</p>
    ) : (
      <Table
        caption="Những gì sẽ thay đổi"
        rows={preview.rows}
        columns={[
          { head: 'Đơn vị', isRowHead: true, cell: ({ unitName }) => unitName },
          { head: 'Kỳ', cell: ({ periodLabel }) => periodLabel },
          { head: 'Hạn cũ', cell: ({ from }) => (from ? dueText(from) : '') },
          { head: 'Hạn mới', cell: ({ to }) => (to ? dueText(to) : '') },
          { head: 'Thay đổi', cell: ({ note }) => note },
        ]}
      />
    )}
    <Form action={`/ke-hoach/${planId}/vong-doi/${preview.action}`} csrf={csrf}>
      {preview.fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div class="actions">
        <Button name="buoc" value="lam">
          {preview.confirm}
        </Button>
        <a href={`/ke-hoach/${planId}/vong-doi`}>Thôi, không thay đổi</a>
      </div>
    </Form>
  </section>
);
