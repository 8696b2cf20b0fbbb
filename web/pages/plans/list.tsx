/** "Kế hoạch": every plan with what it waits for, and the form that takes a new document. */
import type { FC } from 'hono/jsx';
import { formatDateRange } from '../../../domain/format';
import type { PlanRow } from '../../../services/queries/plans';
import type { Viewer } from '../../deps';
import { MAX_FILE_MB } from '../../http/guard';
import { Button, ErrorSummary, FileField, Form, type FormProblem } from '../../ui/form';
import { StaffPage } from '../../ui/layout';
import { Empty, Table, Tag } from '../../ui/parts';
import { PLAN_STATE_TONES } from '../../ui/words';

interface Props {
  viewer: Viewer;
  csrf: string;
  plans: readonly PlanRow[];
  mayEdit: boolean;
  problems?: readonly FormProblem[];
  notice?: string | undefined;
}

const waiting = (plan: PlanRow): string => {
  if (plan.state === 'draft') {
    return plan.openQuestions > 0 ? `${plan.openQuestions} câu hỏi cần trả lời` : 'Xác nhận và kích hoạt';
  }
  if (plan.overdue > 0) return `${plan.overdue} báo cáo quá hạn`;
  return plan.owed > 0 ? `${plan.owed} báo cáo đang chờ nộp` : 'Không có';
};

export const PlanListPage: FC<Props> = ({ viewer, csrf, plans, mayEdit, problems = [], notice }) => (
  <StaffPage
    title={problems.length > 0 ? 'Lỗi: Kế hoạch' : 'Kế hoạch'}
    viewer={viewer}
    csrf={csrf}
    active="/ke-hoach"
    scripts={['sort.js']}
    notice={notice}
    wide
  >
    <ErrorSummary problems={problems} title="Văn bản chưa được nạp" />
    <h1>Kế hoạch nào đang thực hiện, kế hoạch nào còn chờ xác nhận?</h1>
    {plans.length === 0 ? (
      <Empty title="Chưa có kế hoạch nào.">
        <p>
          Nạp văn bản kế hoạch đầu tiên ở dưới. Hệ thống đọc, nêu câu hỏi; chưa có thông báo nào được gửi
          trước khi bạn kích hoạt.
        </p>
      </Empty>
    ) : (
      <Table
        caption="Danh sách kế hoạch"
        sortable
        rows={plans}
        columns={[
          {
            head: 'Kế hoạch',
            isRowHead: true,
            cell: (plan) => (
              <>
                <a href={`/ke-hoach/${plan.id}`}>{plan.title}</a>
                {plan.number ? <span class="muted small"> {plan.number}</span> : null}
              </>
            ),
          },
          {
            head: 'Trạng thái',
            cell: ({ state }) => (
              <Tag tone={PLAN_STATE_TONES[state].tone}>{PLAN_STATE_TONES[state].word}</Tag>
            ),
          },
          {
            head: 'Thời gian thực hiện',
            cell: ({ termFrom, termTo }) =>
              termFrom && termTo ? formatDateRange(termFrom, termTo) : 'chưa xác định',
            sortBy: ({ termTo }) => termTo ?? '',
          },
          { head: 'Đang chờ', cell: waiting, sortBy: (plan) => plan.overdue * 1000 + plan.owed },
        ]}
      />
    )}
    {mayEdit ? <UploadForm csrf={csrf} problems={problems} /> : null}
  </StaffPage>
);

const UploadForm: FC<{ csrf: string; problems: readonly FormProblem[] }> = ({ csrf, problems }) => (
  <section aria-labelledby="nap">
    <h2 id="nap">Nạp văn bản kế hoạch</h2>
    <Form action="/ke-hoach" csrf={csrf} upload>
      <FileField
        name="file"
        label="Tệp văn bản"
        hint={`Word (.docx, .doc), PDF, văn bản thuần (.txt) hoặc bản quét; không quá ${MAX_FILE_MB} MB. Đọc xong trong vài giây, bản quét lâu hơn.`}
        accept=".docx,.doc,.pdf,.txt,.md,.html,.png,.jpg,.jpeg,.tif,.tiff"
        problems={problems}
      />
      <div class="actions">
        <Button kind="plain">Nạp và đọc văn bản</Button>
      </div>
      <p class="saved" role="status" data-busy="Đang đọc văn bản, xin giữ trang này mở…"></p>
    </Form>
  </section>
);
