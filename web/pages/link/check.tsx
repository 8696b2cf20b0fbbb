/** "Tôi sắp gửi gì?": the whole report on one page before it is sent. */
import type { FC } from 'hono/jsx';
import type { WorkCalendar } from '../../../domain/calendar';
import { type Draft, SECTIONS, type TypedFigure } from '../../../services/drafts';
import type { FormTarget, ReportView } from '../../../services/queries/unit-reports';
import { Due } from '../../ui/due';
import { Button, Choices, ErrorSummary, Form, type FormProblem, TextField } from '../../ui/form';
import { fileSize } from '../../ui/format';
import { LinkPage } from '../../ui/layout';
import { Empty, Facts, Lines } from '../../ui/parts';
import { aimOf } from '../../ui/target';
import { pathOf } from './context';
import { missingItems, SECTION_LABELS } from './fields';

interface Props {
  token: string;
  csrf: string;
  view: ReportView;
  draft: Draft | null;
  contactName: string;
  asOf: Date;
  calendar: WorkCalendar;
  problems?: readonly FormProblem[];
  typed?: { nilName: string; nilConfirmed: boolean; onBehalfOfName: string };
}

export const figureText = (
  figure: TypedFigure | undefined,
  target: Pick<FormTarget, 'unit' | 'isRatio'>,
): string => {
  if (!figure) return '';
  const unit = figure.unit ?? target.unit ?? '';
  if (figure.assessment) return figure.assessment;
  if (figure.numerator || figure.denominator)
    return `${figure.numerator || '…'} trên ${figure.denominator || '…'}`;
  return figure.value ? `${figure.value}${unit ? ` ${unit}` : ''}` : '';
};

export const CheckPage: FC<Props> = (props) => {
  const { token, csrf, view, draft, asOf, calendar, problems = [], typed } = props;
  const back = { href: pathOf(token, '/bao-cao'), label: 'Sửa nội dung' };
  if (!draft) {
    return (
      <LinkPage title="Xem lại trước khi gửi" office={view.organizationName} back={back}>
        <h1>Tôi sắp gửi gì?</h1>
        <Empty title="Chưa có nội dung nào được lưu.">
          <p>
            <a href={back.href}>Mở trang nhập báo cáo</a>, nhập nội dung rồi quay lại đây.
          </p>
        </Empty>
      </LinkPage>
    );
  }
  const missing = missingItems(draft, view.targets);
  return (
    <LinkPage
      title={problems.length > 0 ? 'Lỗi: Xem lại trước khi gửi' : 'Xem lại trước khi gửi'}
      office={view.organizationName}
      back={back}
    >
      <ErrorSummary problems={problems} title="Báo cáo chưa gửi được" />
      <h1>Tôi sắp gửi gì?</h1>
      <Facts
        items={[
          ['Báo cáo', view.period.label],
          ['Kế hoạch', view.plan.number ? `${view.plan.title} (${view.plan.number})` : view.plan.title],
          ['Đơn vị', view.unit.name],
          ['Nơi nhận', view.organizationName],
          ['Hạn nộp', <Due dueAt={view.correctionDueAt ?? view.dueAt} asOf={asOf} calendar={calendar} />],
        ]}
      />
      {missing.length > 0 ? (
        <div class="warning">
          <p>
            <strong>Còn để trống:</strong> {missing.map(({ label }) => label).join('; ')}.
          </p>
          <p>Vẫn có thể gửi; chỗ trống được ghi là “chưa có số liệu”, không tính bằng 0.</p>
        </div>
      ) : null}
      {draft.nil ? (
        <p class="lead">
          Báo cáo này ghi: <strong>Không phát sinh trong kỳ</strong>.
        </p>
      ) : (
        <Content draft={draft} view={view} />
      )}
      <h2>Tệp đính kèm</h2>
      {draft.files.length === 0 ? (
        <p>Không có.</p>
      ) : (
        <ul>
          {draft.files.map(({ name, size }) => (
            <li>
              {name} <span class="muted">({fileSize(size)})</span>
            </li>
          ))}
        </ul>
      )}
      <Form action={pathOf(token, '/gui')} csrf={csrf}>
        <input type="hidden" name="basedOn" value={draft.token} />
        {draft.nil ? (
          <>
            <Choices
              name="nilConfirmed"
              type="checkbox"
              legend="Xác nhận không phát sinh"
              options={[
                { value: '1', label: 'Tôi xác nhận đơn vị không có nội dung, số liệu nào trong kỳ này.' },
              ]}
              chosen={typed?.nilConfirmed ? ['1'] : []}
              problems={problems}
            />
            <TextField
              name="nilName"
              label="Họ tên người xác nhận"
              value={typed?.nilName ?? props.contactName}
              problems={problems}
              autocomplete="name"
            />
          </>
        ) : null}
        <TextField
          name="onBehalfOfName"
          label="Gửi thay cho thủ trưởng đơn vị"
          hint="Ghi họ tên thủ trưởng nếu gửi thay; hai người đều được báo khi gửi xong."
          value={typed?.onBehalfOfName}
          required={false}
          problems={problems}
        />
        <p class="muted">
          Sau khi gửi, đường dẫn này không sửa được nữa. Nếu cần chỉnh sửa, Văn phòng sẽ trả lại báo cáo.
        </p>
        <div class="actions">
          <Button>Gửi báo cáo</Button>
          <a href={back.href}>Sửa nội dung</a>
        </div>
      </Form>
    </LinkPage>
  );
};

const Content: FC<{ draft: Draft; view: ReportView }> = ({ draft, view }) => (
  <>
    {SECTIONS.map((name) => (
      <section>
        <h2>{SECTION_LABELS[name].label}</h2>
        {draft.sections[name].trim() ? <Lines text={draft.sections[name]} /> : <p class="muted">Để trống</p>}
      </section>
    ))}
    {view.targets.length > 0 ? (
      <section>
        <h2>Số liệu</h2>
        <Facts
          items={view.targets.map((target) => {
            const figure = draft.figures.find(({ targetId }) => targetId === target.targetId);
            const text = figureText(figure, target);
            return [
              target.indicator,
              <>
                {text ? <strong>{text}</strong> : <span class="muted">Chưa có số liệu</span>}
                <span class="muted"> · chỉ tiêu: {aimOf(target)}</span>
                {figure?.note ? <p class="small">Giải trình: {figure.note}</p> : null}
              </>,
            ] as const;
          })}
        />
      </section>
    ) : null}
  </>
);
