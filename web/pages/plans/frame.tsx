/** Frame of the pages of one plan: title, state, the steps to activation, document beside the part at hand. */
import type { FC, PropsWithChildren } from 'hono/jsx';
import type { PlanView } from '../../../services/queries/plans';
import type { Viewer } from '../../deps';
import { SourceText } from '../../ui/evidence';
import { ErrorSummary, type FormProblem } from '../../ui/form';
import { StaffPage } from '../../ui/layout';
import { Tag } from '../../ui/parts';
import { PLAN_STATE_TONES } from '../../ui/words';

export const PARTS = [
  { key: 'cau-hoi', label: 'Câu hỏi' },
  { key: 'thong-tin', label: 'Thông tin văn bản' },
  { key: 'don-vi', label: 'Đơn vị' },
  { key: 'che-do', label: 'Chế độ báo cáo' },
  { key: 'chi-tieu', label: 'Chỉ tiêu' },
  { key: 'nhiem-vu', label: 'Nhiệm vụ' },
] as const;

export type PartKey = (typeof PARTS)[number]['key'];

export const isPart = (text: string | undefined): text is PartKey => PARTS.some(({ key }) => key === text);

export interface PlanFrameProps {
  viewer: Viewer;
  csrf: string;
  plan: PlanView;
  part: PartKey;
  lit: ReadonlySet<number>;
  problems?: readonly FormProblem[];
  notice?: string | undefined;
}

export const partHref = (planId: string, part: PartKey): string => `/ke-hoach/${planId}?phan=${part}`;

const openQuestions = (plan: PlanView): number =>
  plan.questions.filter(({ blocking, answeredAt }) => blocking && !answeredAt).length;

/** How a part of a draft stands, in the tab beside its name. */
export function partState(plan: PlanView, part: PartKey): { done: boolean; text: string } | null {
  switch (part) {
    case 'cau-hoi': {
      const open = openQuestions(plan);
      return open > 0 ? { done: false, text: `còn ${open}` } : { done: true, text: 'xong' };
    }
    case 'thong-tin': {
      const known = (plan.number && plan.issuedOn) || plan.identityWaiver;
      const done = Boolean(known && plan.termFrom && plan.termTo);
      return { done, text: done ? 'xong' : 'còn thiếu' };
    }
    case 'don-vi': {
      const listed = plan.reading.units.filter(({ scope }) => scope === 'listed');
      const open = listed.filter(({ id }) => !(id in plan.unitMap)).length;
      return open > 0 ? { done: false, text: `còn ${open}` } : { done: true, text: 'xong' };
    }
    case 'che-do': {
      const open = plan.rules.filter(({ confirmedAt }) => !confirmedAt).length;
      if (plan.rules.length === 0) return { done: false, text: 'chưa có' };
      return open > 0 ? { done: false, text: `còn ${open}` } : { done: true, text: 'xong' };
    }
    default:
      return null;
  }
}

export const PlanFrame: FC<PropsWithChildren<PlanFrameProps>> = ({
  viewer,
  csrf,
  plan,
  part,
  lit,
  problems = [],
  notice,
  children,
}) => {
  const state = PLAN_STATE_TONES[plan.state];
  const isDraft = plan.state === 'draft';
  return (
    <StaffPage
      title={`${problems.length > 0 ? 'Lỗi: ' : ''}${plan.title}`}
      viewer={viewer}
      csrf={csrf}
      active="/ke-hoach"
      scripts={['evidence.js']}
      notice={notice}
      wide
      back={{ href: '/ke-hoach', label: 'Kế hoạch' }}
    >
      <ErrorSummary problems={problems} />
      <h1>{plan.title}</h1>
      <p>
        <Tag tone={state.tone}>{state.word}</Tag>{' '}
        <span class="muted">
          {plan.issuingBody}
          {plan.printed ? ` · ${plan.printed}` : ''} ·{' '}
          <a href={`/ke-hoach/${plan.id}/tep`}>tải văn bản gốc</a>
        </span>
      </p>
      {isDraft ? (
        <p class="actions">
          <a class="button button-plain" href={`/ke-hoach/${plan.id}/kiem-tra`}>
            Kiểm tra lại và kích hoạt
          </a>
        </p>
      ) : (
        <p class="actions">
          <a class="button button-plain" href={`/ke-hoach/${plan.id}/vong-doi`}>
            Vòng đời kế hoạch
          </a>
          <a href={`/theo-doi?keHoach=${plan.id}`}>Theo dõi báo cáo của kế hoạch này</a>
        </p>
      )}
      <nav class="tabs" aria-label="Các phần của kế hoạch">
        {PARTS.map(({ key, label }) => {
          const progress = isDraft ? partState(plan, key) : null;
          return (
            <a href={partHref(plan.id, key)} aria-current={key === part ? 'page' : undefined}>
              {label}
              {progress ? <span class="muted"> ({progress.text})</span> : null}
            </a>
          );
        })}
      </nav>
      <div class="reading">
        <div>{children}</div>
        <SourceText text={plan.sourceText} lit={lit} />
      </div>
    </StaffPage>
  );
};
