/** What the machine read of targets and tasks, each with its passage, and which units the office asks for the figures. */
import type { FC } from 'hono/jsx';
import type { PlanView } from '../../../services/queries/plans';
import type { UnitView } from '../../../services/queries/units';
import type { ReadForm } from '../../http/form';
import { PassageLink } from '../../ui/evidence';
import { Button, Choices, Form, type FormProblem } from '../../ui/form';
import { Empty } from '../../ui/parts';
import { aimOf } from '../../ui/target';
import { partHref } from './frame';

const sure = (confidence: number): string => `độ chắc chắn ${Math.round(confidence * 100)}%`;

const namesOf = (plan: PlanView, ids: readonly string[]): string =>
  ids.map((id) => plan.reading.units.find((unit) => unit.id === id)?.name ?? id).join('; ');

/** Who reports on a target: as the office chose, else as the document says. */
const reportersOf = (plan: PlanView, target: PlanView['reading']['targets'][number]): string[] =>
  plan.targetMap[target.id] ??
  target.responsible_units.flatMap((id) => {
    const unitId = plan.unitMap[id];
    return unitId ? [unitId] : [];
  });

export const targetsFromForm = (form: ReadForm, plan: PlanView): Record<string, string[]> =>
  Object.fromEntries(
    plan.reading.targets
      .filter(({ scope }) => scope === 'main')
      .map(({ id }) => [id, form.all(`target.${id}`).filter((unitId) => unitId !== '')]),
  );

interface TargetsProps {
  plan: PlanView;
  csrf: string;
  units: readonly UnitView[];
  problems?: readonly FormProblem[];
}

export const Targets: FC<TargetsProps> = ({ plan, csrf, units, problems = [] }) => {
  const { targets } = plan.reading;
  const inPlan = new Set(Object.values(plan.unitMap).filter((id) => id !== null));
  const offered = units.filter(({ id }) => inPlan.has(id));
  const asked = targets.filter(({ scope }) => scope === 'main');
  return (
    <>
      <h2>Kế hoạch đặt ra những chỉ tiêu nào?</h2>
      {plan.state === 'draft' && asked.length > 0 && offered.length > 0 ? (
        <details class="why">
          <summary>Đơn vị nào báo cáo số liệu từng chỉ tiêu?</summary>
          <p class="hint">
            Văn bản thường không nêu. Chỉ tiêu không chọn đơn vị nào thì không có số liệu trong tổng hợp.
          </p>
          <Form action={`/ke-hoach/${plan.id}/chi-tieu`} csrf={csrf} class="full">
            {asked.map((target) => (
              <Choices
                name={`target.${target.id}`}
                type="checkbox"
                legend={`${target.indicator ?? target.text}${target.milestone_year ? ` (mốc ${target.milestone_year})` : ''}`}
                options={offered.map(({ id, name }) => ({ value: id, label: name }))}
                chosen={reportersOf(plan, target)}
                problems={problems}
                columns
              />
            ))}
            <div class="actions">
              <Button>Lưu đơn vị báo cáo</Button>
            </div>
          </Form>
        </details>
      ) : null}
      {targets.length === 0 ? (
        <Empty title="Không đọc thấy chỉ tiêu nào.">
          <p>Các đơn vị vẫn báo cáo bằng lời; tổng hợp sẽ không có bảng số liệu.</p>
        </Empty>
      ) : (
        <ul class="cards-list">
          {targets.map((target) => (
            <li class="card">
              <p>
                <strong>{target.indicator ?? target.text}</strong>
              </p>
              <p>
                {aimOf({ ...target, valueMax: target.value_max })}
                {target.milestone_year ? ` · mốc năm ${target.milestone_year}` : ''}
                {target.responsible_units.length > 0 ? ` · ${namesOf(plan, target.responsible_units)}` : ''}
              </p>
              <p class="muted small">
                <PassageLink lines={target.lines} href={partHref(plan.id, 'chi-tieu')} /> ·{' '}
                {sure(target.confidence)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};

export const Tasks: FC<{ plan: PlanView }> = ({ plan }) => {
  const { tasks } = plan.reading;
  return (
    <>
      <h2>Kế hoạch giao việc gì, cho ai?</h2>
      {tasks.length === 0 ? (
        <Empty title="Không đọc thấy nhiệm vụ nào.">
          <p>Kiểm tra lại văn bản gốc; có thể phần tổ chức thực hiện nằm ở tệp khác.</p>
        </Empty>
      ) : (
        <ul class="cards-list">
          {tasks.map((task) => (
            <li class="card">
              <p>{task.text}</p>
              <p class="small">
                {task.lead_units.length > 0 ? <>Chủ trì: {namesOf(plan, task.lead_units)}. </> : null}
                {task.coordinating_units.length > 0 ? (
                  <>Phối hợp: {namesOf(plan, task.coordinating_units)}. </>
                ) : null}
                {task.deadline_text ? <>Thời gian: {task.deadline_text}. </> : null}
              </p>
              <p class="muted small">
                {task.section ? `Mục ${task.section} · ` : ''}
                <PassageLink lines={task.lines} href={partHref(plan.id, 'nhiem-vu')} /> ·{' '}
                {sure(task.confidence)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};
