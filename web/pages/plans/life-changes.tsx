/** The forms that change a running plan; each is answered with what it would move. */
import type { Child, FC } from 'hono/jsx';
import type { PlanView } from '../../../services/queries/plans';
import { Button, Choices, Form, Select, TextArea, TextField } from '../../ui/form';
import { LadderFields } from '../office/ladder-form';
import type { LifeProps } from './life';

const Change: FC<{
  plan: PlanView;
  csrf: string;
  action: string;
  title: string;
  open: boolean;
  button: string;
  explains: string;
  children?: Child;
}> = ({ plan, csrf, action, title, open, button, explains, children }) => (
  <details class="why" open={open}>
    <summary>{title}</summary>
    <Form action={`/ke-hoach/${plan.id}/vong-doi/${action}`} csrf={csrf}>
      <p>{explains}</p>
      {children}
      <Button kind="plain">{button}</Button>
    </Form>
  </details>
);

export const Changes: FC<LifeProps> = (props) => {
  const { plan, csrf, periods, units, may, policy, ownPolicy, problems = [], typed = {} } = props;
  const open = (action: string) => typed.action === action;
  const value = (action: string, name: string) => (open(action) ? typed[name] : undefined);
  const reason = (action: string) => (
    <>
      <TextArea
        name="reason"
        id={`reason-${action}`}
        label="Lý do"
        rows={2}
        value={value(action, 'reason')}
        problems={problems}
      />
      <TextField
        name="document"
        id={`document-${action}`}
        label="Văn bản căn cứ"
        value={value(action, 'document')}
        required={false}
      />
    </>
  );
  const movable = periods.filter(({ state }) => state === 'planned' || state === 'open');
  const unitChoices = units
    .filter(({ effectiveTo }) => effectiveTo === null)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <section aria-labelledby="thay-doi">
      <h2 id="thay-doi">Thay đổi</h2>
      <p>
        Trước khi thực hiện, trang này cho xem những báo cáo nào thay đổi. Người đã được nhắc sẽ được báo hạn
        mới.
      </p>
      {plan.state === 'active' ? (
        <Change
          {...{ plan, csrf }}
          action="tam-dung"
          title="Tạm dừng kế hoạch"
          open={open('tam-dung')}
          button="Tạm dừng"
          explains="Ngừng nhắc và ngừng lập đề nghị đôn đốc; đơn vị thấy kế hoạch đang tạm dừng. Tiếp tục được bất cứ lúc nào."
        >
          {reason('tam-dung')}
        </Change>
      ) : (
        <Change
          {...{ plan, csrf }}
          action="tiep-tuc"
          title="Tiếp tục kế hoạch"
          open
          button="Tiếp tục"
          explains="Các nấc nhắc còn lại được tính lại, không gửi bù."
        >
          {reason('tiep-tuc')}
          <TextField
            name="newDateForMissed"
            type="date"
            label="Hạn mới cho báo cáo đến hạn trong lúc tạm dừng"
            hint="Để trống: các báo cáo đó tính là quá hạn."
            value={value('tiep-tuc', 'newDateForMissed')}
            required={false}
            problems={problems}
          />
        </Change>
      )}
      {may.deadlines && movable.length > 0 ? (
        <Change
          {...{ plan, csrf }}
          action="doi-han"
          title="Đổi hạn nộp của một kỳ"
          open={open('doi-han')}
          button="Xem những gì thay đổi"
          explains="Áp dụng cho mọi đơn vị của kỳ, trừ đơn vị đã được gia hạn riêng."
        >
          <Select
            name="periodId"
            label="Kỳ báo cáo"
            options={movable.map(({ id, label }) => ({ value: id, label }))}
            value={value('doi-han', 'periodId')}
            problems={problems}
          />
          <TextField
            name="date"
            type="date"
            label="Hạn mới"
            value={value('doi-han', 'date')}
            problems={problems}
          />
          {reason('doi-han')}
        </Change>
      ) : null}
      <Change
        {...{ plan, csrf }}
        action="sua-doi"
        title="Sửa đổi thời gian, đơn vị báo cáo"
        open={open('sua-doi')}
        button="Xem những gì thay đổi"
        explains="Theo văn bản sửa đổi kế hoạch. Báo cáo đã nộp hoặc đang viết được giữ lại."
      >
        <div class="row">
          <TextField
            name="termFrom"
            id="sd-termFrom"
            type="date"
            label="Thực hiện từ"
            value={value('sua-doi', 'termFrom') ?? plan.termFrom}
            problems={problems}
          />
          <TextField
            name="termTo"
            id="sd-termTo"
            type="date"
            label="Đến hết"
            value={value('sua-doi', 'termTo') ?? plan.termTo}
            problems={problems}
          />
        </div>
        {plan.rules
          .filter(({ confirmedAt }) => confirmedAt)
          .map((rule) => (
            <Choices
              name={`ruleUnits.${rule.id}`}
              id={`sd-${rule.id}`}
              type="checkbox"
              legend={`Đơn vị của “${rule.name}”`}
              options={unitChoices}
              chosen={rule.unitIds}
              problems={problems}
              columns
            />
          ))}
        {reason('sua-doi')}
      </Change>
      <Change
        {...{ plan, csrf }}
        action="nac-nhac"
        title="Nấc nhắc và thời gian ân hạn riêng"
        open={open('nac-nhac')}
        button="Lưu nấc nhắc của kế hoạch này"
        explains={
          ownPolicy
            ? 'Kế hoạch này có nấc nhắc riêng. Nấc đã gửi không gửi lại; nấc còn lại theo nấc mới.'
            : 'Kế hoạch này theo nấc nhắc chung của cơ quan. Lưu ở đây thì chỉ kế hoạch này đổi.'
        }
      >
        <LadderFields policy={policy} problems={problems} typed={open('nac-nhac') ? typed : {}} />
        {ownPolicy ? (
          <Button kind="plain" name="chung" value="1">
            Trở lại nấc nhắc chung
          </Button>
        ) : null}
      </Change>
      <p>
        <a href={`/ke-hoach/${plan.id}/chi-tieu-bo-sung`}>Bổ sung, thôi theo dõi chỉ tiêu</a>
      </p>
      <Change
        {...{ plan, csrf }}
        action="dot-xuat"
        title="Yêu cầu báo cáo đột xuất"
        open={open('dot-xuat')}
        button="Gửi yêu cầu"
        explains="Các đơn vị được chọn nhận thông báo ngay trong giờ làm việc."
      >
        <TextField
          name="label"
          label="Yêu cầu báo cáo gì"
          hint="Ví dụ: Báo cáo nhanh tình hình hạn hán."
          value={value('dot-xuat', 'label')}
          problems={problems}
        />
        <TextArea
          name="content"
          label="Nội dung cần báo cáo"
          rows={2}
          value={value('dot-xuat', 'content')}
          required={false}
        />
        <TextField
          name="dueOn"
          type="date"
          label="Hạn nộp"
          value={value('dot-xuat', 'dueOn')}
          problems={problems}
        />
        <TextField
          name="hour"
          label="Giờ, nếu có"
          hint="16:00"
          value={value('dot-xuat', 'hour')}
          required={false}
          problems={problems}
        />
        <Choices
          name="unitIds"
          id="unitIds"
          type="checkbox"
          legend="Đơn vị nhận yêu cầu"
          options={unitChoices}
          problems={problems}
          columns
        />
        <TextField
          name="document"
          id="document-dot-xuat"
          label="Văn bản yêu cầu"
          value={value('dot-xuat', 'document')}
          required={false}
        />
      </Change>
      <Change
        {...{ plan, csrf }}
        action="cham-dut"
        title="Kết thúc kế hoạch trước hạn"
        open={open('cham-dut')}
        button="Xem những gì thay đổi"
        explains="Các kỳ sau ngày kết thúc được hủy; báo cáo đã quá hạn vẫn phải nộp."
      >
        <TextField
          name="on"
          type="date"
          label="Ngày cuối cùng thực hiện"
          hint="Hôm nay hoặc một ngày đã qua; với ngày sau này, ghi vào đúng ngày đó."
          value={value('cham-dut', 'on')}
          problems={problems}
        />
        {reason('cham-dut')}
      </Change>
    </section>
  );
};
