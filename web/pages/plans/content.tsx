/** What the machine read of targets and tasks, each with its passage. Read-only: they become rows on activation. */
import type { FC } from 'hono/jsx';
import type { PlanView } from '../../../services/queries/plans';
import { PassageLink } from '../../ui/evidence';
import { Empty } from '../../ui/parts';
import { aimOf } from '../../ui/target';
import { partHref } from './frame';

const sure = (confidence: number): string => `độ chắc chắn ${Math.round(confidence * 100)}%`;

const namesOf = (plan: PlanView, ids: readonly string[]): string =>
  ids.map((id) => plan.reading.units.find((unit) => unit.id === id)?.name ?? id).join('; ');

export const Targets: FC<{ plan: PlanView }> = ({ plan }) => {
  const { targets } = plan.reading;
  return (
    <>
      <h2>Kế hoạch đặt ra những chỉ tiêu nào?</h2>
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
