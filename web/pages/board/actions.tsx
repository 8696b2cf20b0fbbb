/** What the office can do with a report in its present state; each change says before what it brings about. */
import type { FC } from 'hono/jsx';
import { formatDateWithWeekday } from '../../../domain/format';
import { Button, FileField, Form, TextArea, TextField } from '../../ui/form';
import { shortMoment } from '../../ui/format';
import { Tag } from '../../ui/parts';
import { SECTION_LABELS } from '../link/fields';
import { dateText, type ObligationPageProps } from './obligation-page';

export const ReportActions: FC<ObligationPageProps> = (props) => {
  const { view, can, csrf } = props;
  const { state } = view;
  const active = view.plan.state === 'active' || view.plan.state === 'suspended';
  const requested = view.extensions.filter((extension) => extension.state === 'requested');
  return (
    <section aria-labelledby="viec-can-lam">
      <h2 id="viec-can-lam">Việc có thể làm</h2>
      {requested.length > 0 && can('extension.decide') ? <Extensions {...props} /> : null}
      {state === 'submitted' && can('report.decide') ? (
        <Form action={`/nghia-vu/${view.id}/tiep-nhan`} csrf={csrf}>
          <p>Nhận báo cáo: bản mới nhất được dùng cho tổng hợp.</p>
          <Button>Nhận báo cáo</Button>
        </Form>
      ) : null}
      {state === 'submitted' && can('report.decide') ? (
        <ReasonForm
          {...props}
          action="tra-lai"
          summary="Trả lại để chỉnh sửa"
          button="Trả lại đơn vị"
          withDate
          explains="Đơn vị nhận thông báo kèm đường dẫn mới và hạn chỉnh sửa. Ngày nộp lần đầu vẫn giữ."
        />
      ) : null}
      {state === 'accepted' && active && can('report.decide') ? (
        <ReasonForm
          {...props}
          action="dinh-chinh"
          summary="Mở đính chính"
          button="Mở đính chính"
          withDate
          explains="Bản đang dùng vẫn có hiệu lực cho đến khi nhận bản đính chính."
        />
      ) : null}
      {(state === 'open' || state === 'returned') && can('report.enter_paper') ? (
        <>
          <PaperForm {...props} />
          <OnBehalfForm {...props} />
        </>
      ) : null}
      {(state === 'open' || state === 'returned') && can('escalation.decide') ? (
        <ReasonForm
          {...props}
          action="de-nghi"
          summary="Đề nghị đôn đốc"
          button="Lập đề nghị"
          explains="Chỉ với báo cáo đã quá hạn. Người khác duyệt đề nghị này; chưa gửi gì cho đơn vị."
        />
      ) : null}
      {(state === 'open' || state === 'expected' || state === 'returned' || state === 'submitted') &&
      can('report.exempt') ? (
        <ReasonForm
          {...props}
          action="mien"
          summary="Miễn báo cáo kỳ này"
          button="Miễn báo cáo"
          explains="Đơn vị không phải nộp kỳ này và không tính vào tỷ lệ. Có thể khôi phục."
        />
      ) : null}
      {(state === 'exempt' || state === 'cancelled') && can('report.exempt') ? (
        <ReasonForm
          {...props}
          action="khoi-phuc"
          summary="Khôi phục báo cáo"
          button="Khôi phục"
          explains="Đơn vị lại phải nộp báo cáo này."
        />
      ) : null}
      {(state === 'open' || state === 'returned' || state === 'submitted') && can('unit.edit') ? (
        <p>
          <a href={`/nghia-vu/${view.id}/chuyen`}>Chuyển báo cáo cho đơn vị khác</a>
        </p>
      ) : null}
    </section>
  );
};

const ReasonForm: FC<
  ObligationPageProps & {
    action: string;
    summary: string;
    button: string;
    explains: string;
    withDate?: boolean;
  }
> = ({ view, csrf, problems = [], typed, action, summary, button, explains, withDate }) => (
  <details class="why" open={typed?.action === action}>
    <summary>{summary}</summary>
    <Form action={`/nghia-vu/${view.id}/${action}`} csrf={csrf}>
      <p>{explains}</p>
      <TextArea
        name="reason"
        id={`reason-${action}`}
        label="Lý do"
        rows={3}
        value={typed?.action === action ? typed.reason : ''}
        problems={problems}
      />
      {withDate ? (
        <TextField
          name="correctionDate"
          id={`correctionDate-${action}`}
          type="date"
          label="Hạn chỉnh sửa"
          hint="Để trống: theo số ngày làm việc trong thiết lập."
          value={typed?.action === action ? typed.correctionDate : ''}
          problems={problems}
          required={false}
        />
      ) : null}
      <Button kind="plain">{button}</Button>
    </Form>
  </details>
);

/** An extension is the office's right (B51); what it takes from the level above is said before the decision. */
const levelHint = ({ levelAbove }: ObligationPageProps['view']): string | undefined =>
  levelAbove
    ? `Cơ quan tổng hợp nộp ${formatDateWithWeekday(levelAbove.date)}. Hạn sau ${formatDateWithWeekday(levelAbove.lastDayBelow)} thì không còn ngày làm việc nào để tổng hợp (Nghị định 09/2019/NĐ-CP, Điều 8 khoản 5 điểm b).`
    : undefined;

const Extensions: FC<ObligationPageProps> = ({ view, csrf, problems = [], typed }) => (
  <>
    {view.extensions
      .filter(({ state }) => state === 'requested')
      .map((extension) => (
        <section class="card card-soon">
          <h3>Đơn vị xin gia hạn</h3>
          <p>
            <Tag tone="soon">Chờ trả lời</Tag> {extension.requestedByName},{' '}
            {shortMoment(extension.requestedAt)}
            {extension.requestedDate ? `; đề nghị đến ${dateText(extension.requestedDate)}` : ''}
          </p>
          <p>Lý do: {extension.reason}</p>
          <Form action={`/nghia-vu/${view.id}/gia-han/${extension.id}`} csrf={csrf}>
            <TextField
              name="newDate"
              type="date"
              label="Hạn mới nếu đồng ý"
              hint={levelHint(view)}
              value={typed?.newDate ?? extension.requestedDate}
              problems={problems}
            />
            <TextArea
              name="reason"
              id="reason-gia-han"
              label="Lý do, căn cứ"
              rows={2}
              value={typed?.action === 'gia-han' ? typed.reason : ''}
              problems={problems}
            />
            <div class="actions">
              <Button kind={view.state === 'submitted' ? 'plain' : 'main'} name="decision" value="grant">
                Đồng ý gia hạn
              </Button>
              <Button kind="plain" name="decision" value="refuse">
                Không đồng ý
              </Button>
            </div>
          </Form>
        </section>
      ))}
  </>
);

const PaperForm: FC<ObligationPageProps> = ({ view, csrf, problems = [], typed }) => (
  <details class="why" open={typed?.action === 'bao-cao-giay'}>
    <summary>Nhập báo cáo giấy</summary>
    <Form action={`/nghia-vu/${view.id}/bao-cao-giay`} csrf={csrf} upload>
      <p>Ngày nhận ghi trên văn bản đến là ngày tính đúng hạn hay chậm; ngày nhập được lưu riêng.</p>
      <TextField
        name="receivedOn"
        type="date"
        label="Ngày nhận văn bản giấy"
        value={typed?.receivedOn}
        problems={problems}
      />
      <TextField
        name="evidence"
        label="Minh chứng"
        hint="Số văn bản đến, hoặc nơi lưu bản chụp."
        value={typed?.evidence}
        problems={problems}
      />
      <TextField
        name="onBehalfOfName"
        label="Người ký báo cáo"
        value={typed?.onBehalfOfName}
        required={false}
        problems={problems}
      />
      <ReportFields {...{ view, problems }} typed={typed?.action === 'bao-cao-giay' ? typed : {}} prefix="" />
      <FileField
        name="file"
        label="Bản chụp"
        hint="PDF hoặc ảnh, không quá 20 MB."
        required={false}
        problems={problems}
      />
      <Button kind="plain">Lưu báo cáo giấy</Button>
    </Form>
  </details>
);

/** B55: an officer sends what the head has given out, by telephone or in a meeting; both names are kept. */
const OnBehalfForm: FC<ObligationPageProps> = ({ view, csrf, problems = [], typed: all }) => {
  const typed = all?.action === 'gui-thay' ? all : {};
  return (
    <details class="why" open={typed.action === 'gui-thay'}>
      <summary>Gửi thay thủ trưởng đơn vị</summary>
      <Form action={`/nghia-vu/${view.id}/gui-thay`} csrf={csrf}>
        <p>
          Lưu cả tên người gửi và tên thủ trưởng; cả hai được báo. Để trống toàn bộ nội dung thì gửi bản nháp
          đơn vị đã lưu.
        </p>
        <TextField
          name="onBehalfOfName"
          id="gt-onBehalfOfName"
          label="Gửi thay cho"
          hint="Họ tên thủ trưởng đơn vị."
          value={typed.onBehalfOfName}
          problems={problems}
        />
        <ReportFields {...{ view, problems, typed }} prefix="gt-" />
        <Button kind="plain">Gửi thay</Button>
      </Form>
    </details>
  );
};

const ReportFields: FC<
  Pick<ObligationPageProps, 'view'> & {
    problems: NonNullable<ObligationPageProps['problems']>;
    typed: Record<string, string>;
    /** of the ids, where the page holds the fields twice */
    prefix: string;
  }
> = ({ view, problems, typed, prefix }) => (
  <>
    {(['results', 'difficulties', 'proposals', 'nextPeriod'] as const).map((name) => (
      <TextArea
        name={name}
        id={prefix + name}
        label={SECTION_LABELS[name].label}
        rows={3}
        value={typed[name]}
        required={false}
        problems={problems}
      />
    ))}
    {view.targets.map((target) => {
      const name = `figures.${target.id}.${target.value === null ? 'assessment' : 'value'}`;
      return (
        <TextField
          name={name}
          id={prefix + name}
          label={`${target.indicator}${target.unit ? ` (${target.unit})` : ''}`}
          inputmode={target.value === null ? 'text' : 'decimal'}
          value={typed[name]}
          required={false}
          problems={problems}
        />
      );
    })}
  </>
);
