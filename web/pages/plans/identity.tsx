/** Identity and term of a plan: what the machine read stays beside what the office confirms. */
import type { FC } from 'hono/jsx';
import { formatDate } from '../../../domain/format';
import type { PlanView } from '../../../services/queries/plans';
import type { UnitOption } from '../../../services/queries/units';
import { Button, Choices, Form, type FormProblem, Select, TextArea, TextField } from '../../ui/form';
import { shortMoment } from '../../ui/format';
import { Facts } from '../../ui/parts';

interface Props {
  plan: PlanView;
  csrf: string;
  units: readonly UnitOption[];
  problems?: readonly FormProblem[];
  typed?: Record<string, string> | undefined;
}

const readDate = (iso: string | null | undefined): string =>
  iso ? formatDate(iso) : 'không có trong văn bản';

export const Identity: FC<Props> = ({ plan, csrf, units, problems = [], typed = {} }) => {
  const { document } = plan.reading;
  const read = (text: string | null | undefined) => `Máy đọc: ${text || 'không có trong văn bản'}`;
  const editable = plan.state === 'draft';
  const value = (name: string, current: string | null) => typed[name] ?? current ?? '';
  if (!editable) return <IdentityFacts plan={plan} units={units} />;
  return (
    <>
      <h2>Đây là văn bản nào, thực hiện đến bao giờ?</h2>
      <Form action={`/ke-hoach/${plan.id}/thong-tin`} csrf={csrf}>
        <TextArea
          name="title"
          label="Tên kế hoạch"
          hint={read(document.title)}
          value={value('title', plan.title)}
          problems={problems}
          rows={3}
        />
        <div class="row">
          <TextField
            name="number"
            label="Số"
            inputmode="numeric"
            hint={read(document.number?.number?.toString())}
            value={value('number', plan.number)}
            problems={problems}
          />
          <TextField
            name="symbol"
            label="Ký hiệu"
            hint={read(document.number?.symbol)}
            value={value('symbol', plan.symbol)}
            problems={problems}
          />
        </div>
        <TextField
          name="issuedOn"
          type="date"
          label="Ngày ban hành"
          hint={`Máy đọc: ${document.date?.iso ? readDate(document.date.iso) : (document.date?.text ?? 'không có trong văn bản')}`}
          value={value('issuedOn', plan.issuedOn)}
          problems={problems}
        />
        <TextField
          name="identityWaiver"
          label="Nếu không có số, ngày: lý do vẫn thực hiện"
          hint="Ví dụ: bản dự thảo đã được Chủ tịch đồng ý triển khai, số sẽ cấp sau."
          value={value('identityWaiver', plan.identityWaiver)}
          required={false}
          problems={problems}
        />
        <div class="row">
          <TextField
            name="termFrom"
            type="date"
            label="Thực hiện từ ngày"
            hint={read(document.period?.start_year?.toString())}
            value={value('termFrom', plan.termFrom)}
            problems={problems}
          />
          <TextField
            name="termTo"
            type="date"
            label="Đến hết ngày"
            hint={read(document.period?.end_year?.toString())}
            value={value('termTo', plan.termTo)}
            problems={problems}
          />
        </div>
        <Choices
          name="system"
          legend="Báo cáo trình bày theo thể thức"
          hint="Theo cơ quan ban hành báo cáo, không theo kế hoạch."
          options={[
            { value: 'chinh_quyen', label: 'Nhà nước (Nghị định 30/2020/NĐ-CP)' },
            { value: 'dang', label: 'Đảng (Hướng dẫn 05-HD/VPTW)' },
          ]}
          chosen={[value('system', plan.system)]}
          problems={problems}
        />
        <Select
          name="compilerUnitId"
          label="Đơn vị tổng hợp báo cáo"
          empty="Văn phòng (mặc định)"
          options={units.map(({ id, name }) => ({ value: id, label: name }))}
          value={value('compilerUnitId', plan.compilerUnitId)}
          problems={problems}
        />
        <div class="actions">
          <Button>Lưu thông tin</Button>
        </div>
      </Form>
      <Corrections plan={plan} />
    </>
  );
};

const IdentityFacts: FC<{ plan: PlanView; units: readonly UnitOption[] }> = ({ plan, units }) => (
  <>
    <h2>Đây là văn bản nào, thực hiện đến bao giờ?</h2>
    <Facts
      items={[
        ['Số, ký hiệu', plan.printed ?? 'không có'],
        ['Ngày ban hành', readDate(plan.issuedOn)],
        ['Lý do không có số, ngày', plan.identityWaiver],
        ['Cơ quan ban hành', plan.issuingBody],
        ['Người ký', plan.signer],
        ['Thời gian thực hiện', `${readDate(plan.termFrom)} – ${readDate(plan.termTo)}`],
        ['Đơn vị tổng hợp', units.find(({ id }) => id === plan.compilerUnitId)?.name ?? 'Văn phòng'],
      ]}
    />
    <Corrections plan={plan} />
  </>
);

const CORRECTION_WORDS: Record<string, string> = {
  units: 'Xác nhận đơn vị',
  targets: 'Chọn đơn vị báo chỉ tiêu',
};

const Corrections: FC<{ plan: PlanView }> = ({ plan }) =>
  plan.corrections.length === 0 ? null : (
    <details class="why">
      <summary>Những lần sửa so với bản máy đọc ({plan.corrections.length})</summary>
      <ul>
        {plan.corrections.map(({ field, by, at }) => (
          <li>
            {CORRECTION_WORDS[field] ?? 'Sửa thông tin văn bản'}: {by}
            {at ? `, ${shortMoment(new Date(at))}` : ''}
          </li>
        ))}
      </ul>
    </details>
  );
