/** One proposal: the case file as it stood, the letter that would go out, and the decision. */
import type { FC } from 'hono/jsx';
import { isOpenEscalation } from '../../../domain/escalation';
import { formatDate } from '../../../domain/format';
import type { EscalationView } from '../../../services/queries/escalations';
import type { Viewer } from '../../deps';
import { Button, Choices, ErrorSummary, Form, type FormProblem, TextArea, TextField } from '../../ui/form';
import { dueText, shortMoment } from '../../ui/format';
import { StaffPage } from '../../ui/layout';
import { Empty, Facts, Table, Tag } from '../../ui/parts';
import {
  ESCALATION_VIEWS,
  MESSAGE_STATE_VIEWS,
  ROUTE_STATE_WORDS,
  ROUTE_WORDS,
  stepWord,
  VERSION_WORDS,
} from '../../ui/words';

export interface CaseProps {
  viewer: Viewer;
  csrf: string;
  view: EscalationView;
  mayDecide: boolean;
  /** The letter as html, or null where none may be written to this unit. */
  letterHref: string | null;
  problems?: readonly FormProblem[];
  typed?: Record<string, string> | undefined;
  notice?: string | undefined;
}

const instant = (iso: string | null): string => (iso ? shortMoment(new Date(iso)) : '');

export const EscalationPage: FC<CaseProps> = (props) => {
  const { viewer, csrf, view, problems = [], notice, letterHref } = props;
  const state = ESCALATION_VIEWS[view.state];
  const { caseFile } = view;
  return (
    <StaffPage
      title={`${problems.length > 0 ? 'Lỗi: ' : ''}Đề nghị đôn đốc ${view.unitName}`}
      viewer={viewer}
      csrf={csrf}
      active="/de-nghi"
      notice={notice}
      back={{ href: '/de-nghi', label: 'Đề nghị đôn đốc' }}
    >
      <ErrorSummary problems={problems} />
      <h1>Có đôn đốc {view.unitName} không?</h1>
      <p>
        <Tag tone={state?.tone ?? 'none'}>{state?.word ?? view.state}</Tag>
      </p>
      <p class="lead">{caseFile.summary}</p>
      <Outcome view={view} />
      <h2>Hồ sơ lúc lập đề nghị</h2>
      <Facts
        items={[
          ['Báo cáo', <a href={`/nghia-vu/${view.obligationId}`}>{view.periodLabel}</a>],
          ['Kế hoạch', view.planTitle],
          ['Hạn nộp', dueText(new Date(caseFile.obligation.dueAt))],
          [
            'Hạn ban đầu',
            caseFile.obligation.originalDueAt ? dueText(new Date(caseFile.obligation.originalDueAt)) : '',
          ],
          [
            'Hạn chỉnh sửa',
            caseFile.obligation.correctionDueAt ? dueText(new Date(caseFile.obligation.correctionDueAt)) : '',
          ],
          [
            'Bản nháp của đơn vị',
            caseFile.obligation.draftSavedAt
              ? `lưu lần cuối ${instant(caseFile.obligation.draftSavedAt)}, chưa gửi`
              : 'chưa có',
          ],
          ['Lập lúc', `${shortMoment(view.proposedAt)}, ${view.proposedByName}`],
          ['Lý do lập', caseFile.proposalReason],
          ['Đã nhắc người duyệt', view.nudges > 0 ? `${view.nudges} lần` : ''],
        ]}
      />
      <h3>Đã nhắc những lần nào?</h3>
      {caseFile.reminders.length === 0 ? (
        <Empty title="Chưa có lần nhắc nào đến đơn vị.">
          <p>Cân nhắc gọi điện cho đơn vị trước khi phát hành công văn.</p>
        </Empty>
      ) : (
        <Table
          caption="Các lần nhắc"
          rows={caseFile.reminders}
          columns={[
            { head: 'Nấc nhắc', isRowHead: true, cell: ({ step }) => stepWord(step) },
            {
              head: 'Kênh',
              cell: ({ channel }) =>
                channel === 'zalo' ? 'Zalo' : channel === 'email' ? 'Thư điện tử' : 'không có kênh',
            },
            { head: 'Gửi lúc', cell: ({ sentAt }) => instant(sentAt) },
            {
              head: 'Kết quả',
              cell: (reminder) => {
                const outcome = MESSAGE_STATE_VIEWS[reminder.state];
                return (
                  <>
                    <Tag tone={outcome?.tone ?? 'none'}>{outcome?.word ?? reminder.state}</Tag>
                    {reminder.reason ? <p class="muted small">{reminder.reason}</p> : null}
                  </>
                );
              },
            },
          ]}
        />
      )}
      <h3>Liên lạc với ai?</h3>
      {caseFile.contacts.length === 0 ? (
        <p>Đơn vị chưa có đầu mối nào.</p>
      ) : (
        <ul>
          {caseFile.contacts.map(({ name, role, routes }) => (
            <li>
              {name} ({role === 'head' ? 'thủ trưởng' : 'đầu mối'}):{' '}
              {routes.length === 0
                ? 'chưa có địa chỉ'
                : routes
                    .map(
                      ({ kind, state: routeState }) =>
                        `${ROUTE_WORDS[kind as keyof typeof ROUTE_WORDS] ?? kind} ${ROUTE_STATE_WORDS[routeState]?.word ?? routeState}`,
                    )
                    .join(', ')}
            </li>
          ))}
        </ul>
      )}
      <History view={view} />
      <h3>Công văn gửi cấp nào?</h3>
      <ul>
        {view.chain.levels.map(({ level, name, people }) => (
          <li>
            {level === view.level ? (
              <strong>
                Cấp {level}: {name} (cấp của đề nghị này)
              </strong>
            ) : (
              `Cấp ${level}: ${name}`
            )}
            {': '}
            {people.length > 0 ? people.join(', ') : 'chưa có ai'}
          </li>
        ))}
        {view.chain.skipped.map(({ level, reason }) => (
          <li class="muted">
            Bỏ qua cấp {level}: {reason}
          </li>
        ))}
      </ul>
      <h2>Công văn</h2>
      {view.document ? (
        <p>
          {view.document.title}: <a href={`/de-nghi/${view.id}/cong-van.pdf`}>PDF</a> ·{' '}
          <a href={`/de-nghi/${view.id}/cong-van.docx`}>Word</a>
        </p>
      ) : null}
      {letterHref ? (
        <p>
          <a href={letterHref}>{view.document ? 'Đọc công văn đã lập' : 'Xem trước công văn sẽ lập'}</a>
        </p>
      ) : (
        <p>Không lập công văn đôn đốc đối với cơ quan Đảng; chỉ báo cáo lãnh đạo.</p>
      )}
      {view.state === 'proposed' && props.mayDecide ? <Decision {...props} /> : null}
      {isOpenEscalation(view.state) && props.mayDecide ? <Withdrawal {...props} /> : null}
    </StaffPage>
  );
};

const Outcome: FC<{ view: EscalationView }> = ({ view }) => {
  const decided =
    view.decidedByName && view.decidedAt ? `${view.decidedByName}, ${shortMoment(view.decidedAt)}` : '';
  return (
    <Facts
      items={[
        ['Người quyết định', decided],
        ['Lý do', view.decisionReason],
        ['Ngày xem lại', view.nextReviewOn ? formatDate(view.nextReviewOn) : ''],
        ['Phát hành lúc', view.issuedAt ? shortMoment(view.issuedAt) : ''],
        ['Đã rút vì', view.state === 'withdrawn' ? view.closedReason : ''],
        [
          'Hạn mới trong công văn',
          view.caseFile.amendments?.newDueDate ? formatDate(view.caseFile.amendments.newDueDate) : '',
        ],
        ['Ghi chú trong công văn', view.caseFile.amendments?.note],
      ]}
    />
  );
};

const History: FC<{ view: EscalationView }> = ({ view }) => {
  const { submissions, extensions, earlier } = view.caseFile;
  if (submissions.length + extensions.length + earlier.length === 0) return null;
  return (
    <>
      <h3>Trước đó đã có gì?</h3>
      <ul>
        {submissions.map(({ version, state, submittedAt, reason }) => (
          <li>
            Bản số {version} {instant(submittedAt)}: {VERSION_WORDS[state]?.word ?? state}
            {reason ? ` (${reason})` : ''}
          </li>
        ))}
        {extensions.map(({ state, reason, newDueAt }) => (
          <li>
            Xin gia hạn (
            {state === 'granted'
              ? `đồng ý đến ${newDueAt ? dueText(new Date(newDueAt)) : ''}`
              : state === 'refused'
                ? 'không đồng ý'
                : 'chờ trả lời'}
            ): {reason}
          </li>
        ))}
        {earlier.map(({ level, state, proposedAt, reason }) => (
          <li>
            Đề nghị cấp {level} ngày {instant(proposedAt)}: {ESCALATION_VIEWS[state]?.word ?? state}
            {reason ? ` (${reason})` : ''}
          </li>
        ))}
      </ul>
    </>
  );
};

/** Made in error, or the unit was spoken to: taken back before anything goes out. */
const Withdrawal: FC<CaseProps> = ({ view, csrf, problems = [], typed = {} }) => (
  <details class="why" open={typed.action === 'rut'}>
    <summary>Rút đề nghị</summary>
    <Form action={`/de-nghi/${view.id}/rut`} csrf={csrf}>
      <p>Không gửi gì cho đơn vị. Người duyệt được báo kèm lý do; báo cáo vẫn phải nộp.</p>
      <TextArea
        name="reason"
        id="ly-do-rut"
        label="Lý do rút"
        rows={2}
        value={typed.action === 'rut' ? typed.reason : ''}
        problems={problems}
      />
      <Button kind="plain">Rút đề nghị</Button>
    </Form>
  </details>
);

const Decision: FC<CaseProps> = ({ view, csrf, problems = [], typed = {} }) => (
  <Form action={`/de-nghi/${view.id}`} csrf={csrf}>
    <h2>Quyết định</h2>
    <Choices
      name="decision"
      legend="Quyết định về đề nghị này"
      options={[
        {
          value: 'approve',
          label: 'Duyệt',
          hint: 'Lập công văn và gửi ngay trong giờ làm việc, trừ khi báo cáo đến trước.',
        },
        {
          value: 'amend',
          label: 'Duyệt có sửa',
          hint: 'Đổi hạn trong công văn hoặc thêm ghi chú ở dưới; nêu lý do.',
        },
        { value: 'postpone', label: 'Hoãn lại', hint: 'Nêu lý do và ngày xem lại.' },
        { value: 'reject', label: 'Không đồng ý', hint: 'Nêu lý do và ngày xem lại.' },
      ]}
      chosen={typed.decision ? [typed.decision] : []}
      problems={problems}
    />
    <TextArea
      name="reason"
      label="Lý do"
      hint="Bắt buộc khi sửa, hoãn hoặc không đồng ý."
      rows={3}
      value={typed.reason}
      required={false}
      problems={problems}
    />
    <TextField
      name="nextReviewOn"
      type="date"
      label="Ngày xem lại"
      hint="Khi hoãn hoặc không đồng ý."
      value={typed.nextReviewOn}
      required={false}
      problems={problems}
    />
    <details class="why" open={typed.decision === 'amend'}>
      <summary>Nội dung sửa trong công văn</summary>
      <TextField
        name="newDueDate"
        type="date"
        label="Hạn mới trong công văn"
        value={typed.newDueDate}
        required={false}
        problems={problems}
      />
      <TextField
        name="note"
        label="Ghi chú về đơn vị trong công văn"
        value={typed.note}
        required={false}
        problems={problems}
      />
    </details>
    <div class="actions">
      <Button>Ghi quyết định</Button>
    </div>
  </Form>
);
