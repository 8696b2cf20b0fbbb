/** "Kiểm tra lại": what will be asked of whom, when, before anything is sent (law 4). */
import type { FC } from 'hono/jsx';
import { formatDateWithWeekday } from '../../../domain/format';
import { localDate } from '../../../domain/time';
import type { ActivationPreview } from '../../../services/plans';
import type { PlanView } from '../../../services/queries/plans';
import type { UnitView } from '../../../services/queries/units';
import type { Viewer } from '../../deps';
import { WhyDue } from '../../ui/due';
import { Button, ErrorSummary, Form, type FormProblem } from '../../ui/form';
import { StaffPage } from '../../ui/layout';
import { Empty, Table, Tag, TaskList } from '../../ui/parts';
import { ROUTE_WORDS } from '../../ui/words';
import { PARTS, partHref, partState } from './frame';

interface Props {
  viewer: Viewer;
  csrf: string;
  plan: PlanView;
  preview: ActivationPreview;
  units: readonly UnitView[];
  mayActivate: boolean;
  asOf: Date;
  problems?: readonly FormProblem[];
}

/** Where each problem of the service is settled. */
const PART_OF: Record<string, string> = {
  number: 'thong-tin',
  termFrom: 'thong-tin',
  questions: 'cau-hoi',
  rules: 'che-do',
  units: 'don-vi',
};

const routesOf = (unit: UnitView): string => {
  const people = unit.contacts.filter(({ current }) => current);
  return people
    .map(
      ({ name, routes }) =>
        `${name} (${routes.map(({ kind }) => ROUTE_WORDS[kind]).join(', ') || 'chưa có địa chỉ'})`,
    )
    .join('; ');
};

export const CheckPlanPage: FC<Props> = ({
  viewer,
  csrf,
  plan,
  preview,
  units,
  mayActivate,
  asOf,
  problems = [],
}) => {
  const involved = units.filter(({ id }) => plan.rules.some((rule) => rule.unitIds.includes(id)));
  const today = localDate(asOf);
  const ready = preview.problems.length === 0;
  return (
    <StaffPage
      title="Kiểm tra lại trước khi kích hoạt"
      viewer={viewer}
      csrf={csrf}
      active="/ke-hoach"
      wide
      back={{ href: `/ke-hoach/${plan.id}`, label: 'Đọc văn bản' }}
    >
      <ErrorSummary problems={problems} />
      <h1>Sẽ nhắc ai, báo cáo gì, khi nào?</h1>
      <p class="lead">{plan.title}</p>
      <TaskList
        tasks={PARTS.flatMap(({ key, label }) => {
          const state = partState(plan, key);
          return state
            ? [{ name: label, href: partHref(plan.id, key), done: state.done, state: state.text }]
            : [];
        })}
      />
      {ready ? null : (
        <section class="warning" aria-labelledby="con-vuong">
          <h2 id="con-vuong">Còn vướng trước khi kích hoạt</h2>
          <ul>
            {preview.problems.map(({ field, message }) => {
              const part = PART_OF[field ?? ''];
              return <li>{part ? <a href={`/ke-hoach/${plan.id}?phan=${part}`}>{message}</a> : message}</li>;
            })}
          </ul>
        </section>
      )}
      <h2>Các kỳ báo cáo</h2>
      {preview.periods.length === 0 ? (
        <Empty title="Chưa tính được kỳ nào.">
          <p>Cần thời gian thực hiện và ít nhất một chế độ báo cáo đã xác nhận.</p>
        </Empty>
      ) : (
        <Table
          caption="Các kỳ báo cáo của kế hoạch"
          rows={preview.periods}
          columns={[
            { head: 'Kỳ báo cáo', isRowHead: true, cell: ({ label }) => label },
            {
              head: 'Hạn đơn vị nộp',
              cell: ({ deadline }) => (
                <>
                  {formatDateWithWeekday(deadline.date)}
                  {deadline.provisional ? <span class="muted"> (tạm tính)</span> : null}
                  <WhyDue
                    chain={{
                      provisional: deadline.provisional,
                      steps: deadline.chain.map(({ step, text, source }) => ({
                        step,
                        text,
                        source: source.text,
                      })),
                    }}
                  />
                </>
              ),
            },
            {
              head: 'Bắt đầu nhắc',
              cell: ({ opensAt, deadline }) =>
                deadline.date < today ? (
                  <Tag tone="none">Đã qua, chỉ ghi lịch sử</Tag>
                ) : (
                  formatDateWithWeekday(localDate(opensAt))
                ),
            },
            {
              head: 'Đơn vị',
              numeric: true,
              cell: ({ ruleId }) => plan.rules.find(({ id }) => id === ruleId)?.unitIds.length ?? 0,
            },
          ]}
        />
      )}
      <h2>Người nhận thông báo</h2>
      {involved.length === 0 ? (
        <Empty title="Chưa chọn đơn vị báo cáo.">
          <p>Chọn đơn vị trong phần Chế độ báo cáo.</p>
        </Empty>
      ) : (
        <Table
          caption="Đơn vị và người nhận thông báo"
          rows={involved}
          columns={[
            { head: 'Đơn vị', isRowHead: true, cell: ({ id, name }) => <a href={`/don-vi/${id}`}>{name}</a> },
            {
              head: 'Người nhận',
              cell: (unit) =>
                unit.reachable ? routesOf(unit) : <Tag tone="late">Chưa có ai liên lạc được</Tag>,
            },
          ]}
        />
      )}
      {plan.state === 'draft' && mayActivate ? (
        <Form action={`/ke-hoach/${plan.id}/kich-hoat`} csrf={csrf}>
          <p>
            {ready
              ? 'Sau khi kích hoạt, hệ thống mở từng kỳ và gửi thông báo theo lịch ở trên. Có thể tạm dừng bất cứ lúc nào.'
              : 'Xử lý các mục còn vướng rồi kích hoạt. Chưa có thông báo nào được gửi.'}
          </p>
          <div class="actions">
            <Button kind={ready ? 'main' : 'plain'}>Kích hoạt kế hoạch</Button>
          </div>
        </Form>
      ) : null}
    </StaffPage>
  );
};
