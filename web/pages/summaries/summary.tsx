/** One summary in the office's hands: what changed, who is missing, figures with sources, review and issue. */
import type { FC } from 'hono/jsx';
import type { SummaryView } from '../../../services/queries/summaries';
import type { Viewer } from '../../deps';
import { Button, ErrorSummary, Form, type FormProblem, Select, TextArea, TextField } from '../../ui/form';
import { shortMoment } from '../../ui/format';
import { StaffPage } from '../../ui/layout';
import { Facts, Tag } from '../../ui/parts';
import { halfYearWord, SUMMARY_VIEWS } from '../../ui/words';
import { Figures, Reporting, SECTION_WORDS, type SourceHref, Statements } from './parts';

export interface SummaryPageProps {
  viewer: Viewer;
  csrf: string;
  view: SummaryView;
  may: { edit: boolean; review: boolean; issue: boolean };
  problems?: readonly FormProblem[];
  typed?: Record<string, string> | undefined;
  notice?: string | undefined;
}

export const officeHref =
  (view: SummaryView): SourceHref =>
  (submissionId, version) => {
    const report = view.reports[submissionId];
    return report ? `/nghia-vu/${report.obligationId}#ban-${version}` : null;
  };

export const SummaryPage: FC<SummaryPageProps> = (props) => {
  const { viewer, csrf, view, may, problems = [], notice } = props;
  const state = SUMMARY_VIEWS[view.state];
  const href = officeHref(view);
  const { problems: blocking } = view.compiled;
  return (
    <StaffPage
      title={`${problems.length > 0 ? 'Lỗi: ' : ''}Tổng hợp ${halfYearWord(view.halfYear)}`}
      viewer={viewer}
      csrf={csrf}
      active="/tong-hop"
      notice={notice}
      wide
      back={{ href: '/tong-hop', label: 'Tổng hợp' }}
    >
      <ErrorSummary problems={problems} />
      <h1>
        {view.number > 0 ? `Báo cáo bổ sung số ${view.number}` : 'Báo cáo tổng hợp'}{' '}
        {halfYearWord(view.halfYear)}
      </h1>
      <p class="lead">{view.planTitle}</p>
      <p>
        <Tag tone={state?.tone ?? 'none'}>{state?.word ?? view.state}</Tag>
      </p>
      {view.stale ? (
        <div class="warning">
          <p>
            <strong>Số liệu đã thay đổi sau lần tổng hợp này.</strong>
          </p>
          <Changes view={view} />
          {may.edit ? (
            <Form action={`/tong-hop/${view.id}/lam-lai`} csrf={csrf}>
              <Button kind="plain">
                {view.state === 'issued' ? 'Lập báo cáo bổ sung' : 'Tổng hợp lại với số liệu mới'}
              </Button>
            </Form>
          ) : null}
        </div>
      ) : view.diff?.changes.length ? (
        <details class="why">
          <summary>Khác gì so với lần trước?</summary>
          <Changes view={view} />
        </details>
      ) : null}
      {blocking.length > 0 ? (
        <div class="warning">
          <p>
            <strong>Chưa thể phát hành vì:</strong>
          </p>
          <ul>
            {blocking.map(({ message }) => (
              <li>{message}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <p class="actions">
        {view.document ? (
          <>
            <a class="button button-plain" href={`/tong-hop/${view.id}/van-ban`}>
              Đọc văn bản
            </a>
            <a href={`/tong-hop/${view.id}/van-ban.pdf`}>PDF</a>
            <a href={`/tong-hop/${view.id}/van-ban.docx`}>Word</a>
          </>
        ) : null}
      </p>
      <Facts
        items={[
          ['Tổng hợp lúc', shortMoment(view.compiledAt)],
          [
            'Rà soát',
            view.reviewedByName && view.reviewedAt
              ? `${view.reviewedByName}, ${shortMoment(view.reviewedAt)}`
              : '',
          ],
          ['Ghi chú rà soát', view.reviewNote],
          [
            'Phát hành',
            view.issuedByName && view.issuedAt ? `${view.issuedByName}, ${shortMoment(view.issuedAt)}` : '',
          ],
          ['Số văn bản', view.document?.number],
          [
            'Các bản',
            view.versions.length > 1 ? (
              <span>
                {view.versions.map(({ id, number }) => (
                  <>
                    <a href={`/tong-hop/${id}`}>{number === 0 ? 'Báo cáo' : `Bổ sung số ${number}`}</a>{' '}
                  </>
                ))}
              </span>
            ) : (
              ''
            ),
          ],
        ]}
      />
      <h2>Ai đã báo cáo?</h2>
      <Reporting view={view} href={href} />
      <h2>Số liệu so với chỉ tiêu</h2>
      <Figures view={view} href={href} />
      <h2>Nội dung</h2>
      <Statements view={view} href={href} />
      {view.comments.length > 0 ? (
        <>
          <h2>Ý kiến của lãnh đạo</h2>
          {view.comments.map(({ at, byName, text }) => (
            <div class="quote">
              <p>{text}</p>
              <p class="muted small">
                {byName}, {shortMoment(at)}
              </p>
            </div>
          ))}
        </>
      ) : null}
      <Work {...props} />
    </StaffPage>
  );
};

const Changes: FC<{ view: SummaryView }> = ({ view }) => (
  <ul>
    {(view.diff?.changes ?? []).map(({ message }) => (
      <li>{message}</li>
    ))}
  </ul>
);

const Work: FC<SummaryPageProps> = ({ view, csrf, may, problems = [], typed = {} }) => {
  const open = view.state === 'draft' || view.state === 'reviewed';
  if (!open) return null;
  return (
    <>
      {may.edit ? (
        <details class="why" open={typed.action === 'noi-dung'}>
          <summary>Văn phòng bổ sung nội dung</summary>
          <Form action={`/tong-hop/${view.id}/noi-dung`} csrf={csrf}>
            <p>Mỗi câu cần có nguồn; câu không có nguồn thì báo cáo không phát hành được.</p>
            <Select
              name="section"
              label="Thuộc phần"
              options={Object.entries(SECTION_WORDS).map(([value, label]) => ({ value, label }))}
              value={typed.section ?? 'direction'}
              problems={problems}
            />
            <TextArea name="text" label="Nội dung" rows={3} value={typed.text} problems={problems} />
            <TextField
              name="reference"
              label="Nguồn"
              hint="Số, ngày văn bản: 12/KH-UBND ngày 05/02/2026."
              value={typed.reference}
              problems={problems}
            />
            <Button kind="plain">Thêm câu này</Button>
          </Form>
        </details>
      ) : null}
      {view.state === 'draft' ? (
        may.review ? (
          <Form action={`/tong-hop/${view.id}/ra-soat`} csrf={csrf}>
            <h2>Rà soát</h2>
            <TextArea
              name="note"
              label="Ghi chú"
              rows={2}
              value={typed.note}
              required={false}
              problems={problems}
            />
            <div class="actions">
              <Button>Xác nhận đã rà soát</Button>
            </div>
          </Form>
        ) : (
          <p class="muted">Chánh Văn phòng rà soát dự thảo này trước khi phát hành.</p>
        )
      ) : may.issue ? (
        <Form action={`/tong-hop/${view.id}/phat-hanh`} csrf={csrf}>
          <h2>Phát hành</h2>
          <p>
            Văn bản được lập bản chính thức và gửi đến lãnh đạo qua thư điện tử. Bản đã phát hành không sửa;
            số liệu đến sau lập báo cáo bổ sung.
          </p>
          <TextField
            name="number"
            label="Số văn bản"
            hint="Để trống nếu văn thư ghi tay."
            inputmode="numeric"
            value={typed.number}
            required={false}
            problems={problems}
          />
          <TextField
            name="date"
            type="date"
            label="Ngày văn bản"
            hint="Để trống: ngày hôm nay."
            value={typed.date}
            required={false}
            problems={problems}
          />
          <div class="actions">
            <Button>Phát hành báo cáo</Button>
          </div>
        </Form>
      ) : (
        <p class="muted">Đã rà soát, chờ người có quyền phát hành.</p>
      )}
    </>
  );
};
