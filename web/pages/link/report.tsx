/** "Báo cáo này cần những gì, đến bao giờ?": the report form of a unit. */
import type { FC } from 'hono/jsx';
import type { WorkCalendar } from '../../../domain/calendar';
import { formatDateRange, formatNumber } from '../../../domain/format';
import { type Draft, type DraftContent, SECTIONS } from '../../../services/drafts';
import type { FormTarget, ReportView } from '../../../services/queries/unit-reports';
import { Due, WhyDue } from '../../ui/due';
import {
  Button,
  Choices,
  ErrorSummary,
  FileField,
  Form,
  type FormProblem,
  TextArea,
  TextField,
} from '../../ui/form';
import { dueText, fileSize, shortMoment } from '../../ui/format';
import { LinkPage } from '../../ui/layout';
import { stateView } from '../../ui/obligation-state';
import { Lines, Tag } from '../../ui/parts';
import { aimOf } from '../../ui/target';
import { pathOf } from './context';
import { figureField, figureId, missingItems, SECTION_LABELS } from './fields';

interface Props {
  token: string;
  csrf: string;
  view: ReportView;
  content: DraftContent;
  draft: Draft | null;
  asOf: Date;
  calendar: WorkCalendar;
  problems?: readonly FormProblem[];
  notice?: string | undefined;
  /** Token the form was filled from, kept when it comes back with an error. */
  basedOn: string | null;
}

export const ReportPage: FC<Props> = (props) => {
  const { token, csrf, view, content, draft, problems = [], notice } = props;
  const missing = missingItems(content, view.targets);
  return (
    <LinkPage
      title={problems.length > 0 ? `Lỗi: ${view.period.label}` : view.period.label}
      office={view.organizationName}
      scripts={['autosave.js']}
      notice={notice}
      back={{ href: pathOf(token), label: 'Các báo cáo còn phải nộp' }}
    >
      <ErrorSummary problems={problems} />
      <p class="caption">{view.period.label}</p>
      <h1>Báo cáo này cần những gì, đến bao giờ?</h1>
      <ReportHead {...props} />
      <section aria-labelledby="con-thieu">
        <h2 id="con-thieu">Còn thiếu gì?</h2>
        {missing.length === 0 ? (
          <p>
            <Tag tone="soon">Đã nhập đủ, chưa gửi</Tag>
          </p>
        ) : (
          <ul>
            {missing.map(({ field, label }) => (
              <li>
                <a href={`#${field}`}>{label}</a>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Form
        action={pathOf(token, '/bao-cao')}
        csrf={csrf}
        upload
        id="bao-cao"
        autosave={pathOf(token, '/tu-luu')}
      >
        <input type="hidden" name="basedOn" value={props.basedOn ?? ''} />
        {/* Enter in a field presses the form's first button: that must be the harmless one. */}
        <button type="submit" class="visually-hidden" name="action" value="draft" tabindex={-1}>
          Lưu nháp
        </button>
        <Choices
          name="nil"
          type="checkbox"
          legend="Trong kỳ không có việc gì để báo cáo?"
          options={[
            {
              value: '1',
              label: 'Không phát sinh',
              hint: 'Chỉ chọn khi cả kỳ không có nội dung, số liệu nào. Trước khi gửi, người xác nhận phải ghi tên.',
            },
          ]}
          chosen={content.nil ? ['1'] : []}
        />
        <h2>Nội dung</h2>
        {view.content ? <p class="muted">Yêu cầu của kế hoạch: {view.content}</p> : null}
        {SECTIONS.map((name) => (
          <TextArea
            name={name}
            label={SECTION_LABELS[name].label}
            hint={SECTION_LABELS[name].hint}
            value={content.sections[name]}
            problems={problems}
            rows={name === 'results' ? 7 : 4}
          />
        ))}
        {view.targets.length > 0 ? (
          <>
            <h2>Số liệu</h2>
            <p class="hint">
              Viết số theo kiểu Việt Nam: 1.250,75. Để trống nghĩa là chưa có số liệu, không phải bằng 0.
            </p>
            {view.targets.map((target) => (
              <FigureFields target={target} content={content} problems={problems} />
            ))}
          </>
        ) : null}
        <h2>Tệp đính kèm</h2>
        <Files draft={draft} />
        <FileField
          name="file"
          label="Thêm tệp"
          hint="PDF, Word (.docx), Excel (.xlsx) hoặc ảnh; mỗi tệp không quá 20 MB."
          accept=".pdf,.docx,.xlsx,.png,.jpg,.jpeg"
          problems={problems}
          required={false}
        />
        <p class="saved" role="status" data-saved>
          {draft ? `Đã lưu nháp lúc ${shortMoment(draft.savedAt)}.` : 'Nội dung được tự lưu trong khi nhập.'}
        </p>
        <div class="actions">
          <Button name="action" value="check">
            Xem lại trước khi gửi
          </Button>
          <Button kind="plain" name="action" value="draft">
            Lưu nháp
          </Button>
        </div>
      </Form>
      <section aria-labelledby="viec-khac">
        <h2 id="viec-khac">Việc khác với báo cáo này</h2>
        <ul>
          <li>
            <a href={pathOf(token, '/gia-han')}>Xin gia hạn nộp</a>
          </li>
          <li>
            <a href={pathOf(token, '/khong-phu-trach')}>Tôi không phụ trách việc này</a>
          </li>
        </ul>
      </section>
    </LinkPage>
  );
};

const ReportHead: FC<Props> = ({ view, asOf, calendar }) => {
  const state = stateView(view, asOf);
  const due = view.state === 'returned' ? (view.correctionDueAt ?? view.dueAt) : view.dueAt;
  const extension = view.extensions[0];
  return (
    <>
      <p class="lead">
        {view.plan.title}
        {view.plan.number ? <span class="muted"> ({view.plan.number})</span> : null}
      </p>
      <p>
        <Tag tone={state.tone}>{state.word}</Tag>
      </p>
      <p>
        <strong>{view.state === 'returned' ? 'Hạn chỉnh sửa' : 'Hạn nộp'}:</strong>{' '}
        <Due dueAt={due} asOf={asOf} calendar={calendar} />
      </p>
      <WhyDue chain={view.chain} />
      <p class="muted">
        Số liệu của {view.unit.name}, từ {formatDateRange(view.period.dataFrom, view.period.dataTo)}.
      </p>
      {view.returned ? (
        <div class="warning">
          <p>
            <strong>Bản số {view.returned.version} được trả lại để chỉnh sửa.</strong>
          </p>
          <Lines text={view.returned.reason} />
          {view.returned.byName ? <p class="muted">Người trả lại: {view.returned.byName}</p> : null}
        </div>
      ) : null}
      {extension ? <ExtensionNote extension={extension} /> : null}
    </>
  );
};

const ExtensionNote: FC<{ extension: ReportView['extensions'][number] }> = ({ extension }) => {
  switch (extension.state) {
    case 'requested':
      return (
        <p class="warning">
          Đã gửi đề nghị gia hạn, đang chờ Văn phòng trả lời. Trong khi chờ, hạn cũ vẫn áp dụng.
        </p>
      );
    case 'granted':
      return extension.newDueAt ? (
        <p class="notice">Đã được gia hạn đến {dueText(extension.newDueAt)}.</p>
      ) : null;
    default:
      return (
        <p class="warning">
          Đề nghị gia hạn không được chấp nhận
          {extension.decisionReason ? `: ${extension.decisionReason}` : '.'}
        </p>
      );
  }
};

const FigureFields: FC<{ target: FormTarget; content: DraftContent; problems: readonly FormProblem[] }> = ({
  target,
  content,
  problems,
}) => {
  const figure = content.figures.find(({ targetId }) => targetId === target.targetId);
  const id = figureId(target.targetId, 'value');
  const hasProblem = problems.some(({ field }) => field === id);
  const last =
    target.last && target.last.value !== null
      ? `${formatNumber(target.last.value)}${target.unit ? ` ${target.unit}` : ''} (${target.last.periodLabel})`
      : 'chưa có';
  return (
    <fieldset class="figure-row">
      <legend>{target.indicator}</legend>
      <p class="hint">
        Chỉ tiêu{target.milestoneYear ? ` mốc năm ${target.milestoneYear}` : ''}: {aimOf(target)} · Kỳ trước:{' '}
        {last}
      </p>
      {target.inWords ? (
        <TextField
          id={id}
          name={figureField(target.targetId, 'assessment')}
          label="Đánh giá bằng lời"
          value={figure?.assessment}
          problems={problems}
        />
      ) : target.isRatio ? (
        <div class="row">
          <TextField
            id={id}
            name={figureField(target.targetId, 'numerator')}
            label="Số đạt"
            inputmode="decimal"
            value={figure?.numerator}
            problems={problems}
          />
          <TextField
            id={figureId(target.targetId, 'denominator')}
            name={figureField(target.targetId, 'denominator')}
            label="Tổng số"
            inputmode="decimal"
            value={figure?.denominator}
          />
          <TextField
            id={figureField(target.targetId, 'value')}
            name={figureField(target.targetId, 'value')}
            label="Hoặc tỷ lệ (%)"
            inputmode="decimal"
            value={figure?.value}
          />
        </div>
      ) : (
        <TextField
          id={id}
          name={figureField(target.targetId, 'value')}
          label={target.unit ? `Thực hiện trong kỳ (${target.unit})` : 'Thực hiện trong kỳ'}
          inputmode="decimal"
          value={figure?.value}
          problems={problems}
        />
      )}
      {hasProblem || figure?.note ? (
        <TextField
          id={figureId(target.targetId, 'note')}
          name={figureField(target.targetId, 'note')}
          label="Giải trình"
          hint="Cần khi số liệu khác thường so với kỳ trước."
          value={figure?.note}
        />
      ) : (
        <details class="why">
          <summary>Ghi chú, giải trình</summary>
          <TextField
            id={figureId(target.targetId, 'note')}
            name={figureField(target.targetId, 'note')}
            label="Giải trình"
            value=""
            required={false}
          />
        </details>
      )}
    </fieldset>
  );
};

const Files: FC<{ draft: Draft | null }> = ({ draft }) =>
  !draft || draft.files.length === 0 ? (
    <p class="muted">Chưa có tệp nào. Báo cáo không bắt buộc có tệp kèm theo.</p>
  ) : (
    <ul>
      {draft.files.map((file) => (
        <li>
          {file.name} <span class="muted">({fileSize(file.size)})</span>{' '}
          <button type="submit" class="link-button" name="removeFile" value={file.fileId}>
            Bỏ tệp<span class="visually-hidden"> {file.name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
