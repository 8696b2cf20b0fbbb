/** The form of one reporting rule. Everything but name and units is folded away where there is a proposal. */
import type { FC } from 'hono/jsx';
import { type DeadlineRule, describeRule } from '../../../domain/deadline-rules';
import { ACCUMULATION_TERMS, CUTOFF_TERMS, CYCLE_TERMS, ROLL_TERMS } from '../../../domain/terms';
import type { PlanView, RuleView } from '../../../services/queries/plans';
import type { UnitView } from '../../../services/queries/units';
import { Button, Choices, Form, type FormProblem, Select, TextArea, TextField } from '../../ui/form';
import { STRICTNESS_WORDS } from '../../ui/words';
import type { RuleFields } from './rule-form';

export interface RulesProps {
  plan: PlanView;
  csrf: string;
  units: readonly UnitView[];
  problems?: readonly FormProblem[];
  /** The rule whose form was refused ('moi' for a new one), with what was typed. */
  typed?: { ruleId: string; fields: RuleFields } | undefined;
}

const options = (terms: Record<string, string>) =>
  Object.entries(terms).map(([value, label]) => ({ value, label }));

/** The rule in words; a stored shape this version does not know shows nothing rather than breaking the page. */
export const ruleText = (rule: RuleView): string => {
  try {
    return describeRule(rule.deadlineRule as DeadlineRule) ?? '';
  } catch {
    return '';
  }
};

export const RuleForm: FC<RulesProps & { rule: RuleView | null }> = ({
  plan,
  csrf,
  units,
  rule,
  problems: all = [],
  typed,
}) => {
  const key = rule?.id ?? 'moi';
  const mine = typed?.ruleId === key ? typed.fields : undefined;
  const id = (name: string) => `${name}-${key}`;
  // Problems come with the ids of this form's fields already (routes.tsx).
  const problems = mine ? all : [];
  const value = (name: keyof Omit<RuleFields, 'unitIds'>, current = '') => mine?.[name] ?? current;
  const chosenUnits = mine?.unitIds ?? rule?.unitIds ?? [];
  const proposed = Object.values(plan.unitMap).filter((unitId): unitId is string => unitId !== null);
  const text = (
    name: keyof Omit<RuleFields, 'unitIds'>,
    label: string,
    current = '',
    extra: { hint?: string; required?: boolean } = {},
  ) => (
    <TextField
      name={name}
      id={id(name)}
      label={label}
      value={value(name, current)}
      problems={problems}
      {...extra}
    />
  );
  return (
    <Form action={`/ke-hoach/${plan.id}/che-do/${key}`} csrf={csrf}>
      {text('name', 'Tên báo cáo', rule?.name, { hint: 'Như đơn vị gọi, ví dụ: Báo cáo 6 tháng.' })}
      <Choices
        name="unitIds"
        id={id('unitIds')}
        type="checkbox"
        legend="Đơn vị phải báo cáo"
        options={units
          .filter(({ effectiveTo }) => effectiveTo === null)
          .map((unit) => ({ value: unit.id, label: unit.name }))}
        chosen={chosenUnits.length > 0 || mine ? chosenUnits : proposed}
        hint={units.length === 0 ? 'Chưa có đơn vị nào: xác nhận đơn vị ở phần Đơn vị trước.' : undefined}
        problems={problems}
        columns
      />
      {/* What the document says or the service proposes is usually right: its fields wait folded, and are sent as they are. */}
      <details class="why" open={rule === null || problems.length > 0}>
        <summary>Chu kỳ, chốt số liệu, cách tính hạn</summary>
        <Select
          name="cycle"
          id={id('cycle')}
          label="Chu kỳ"
          options={options(CYCLE_TERMS)}
          value={value('cycle', rule?.cycle ?? '6_thang')}
          problems={problems}
        />
        <Choices
          name="preset"
          id={id('preset')}
          legend="Chốt số liệu"
          options={options(CUTOFF_TERMS)}
          chosen={[value('preset', rule?.preset ?? 'ND09')]}
          problems={problems}
        />
        {text('closings', 'Ngày chốt tự đặt', closingsText(rule), {
          hint: 'Chỉ khi chọn “cơ quan tự đặt”. Ví dụ 6 tháng: 25/5, 10/11; hằng tháng: 20.',
          required: false,
        })}
        <TextArea
          name="milestones"
          id={id('milestones')}
          label="Mốc sơ kết, tổng kết, báo cáo một lần"
          hint="Chỉ với các chu kỳ này. Mỗi dòng một mốc: Sơ kết giai đoạn 2026–2027; 31/12/2027."
          value={value('milestones')}
          problems={problems}
          required={false}
          rows={2}
        />
        <Choices
          name="accumulation"
          id={id('accumulation')}
          legend="Số liệu"
          options={options(ACCUMULATION_TERMS)}
          chosen={[value('accumulation', rule?.accumulation ?? 'THEO_KY')]}
          problems={problems}
        />
        <Choices
          name="deadlineKind"
          id={id('deadlineKind')}
          legend="Hạn đơn vị nộp"
          options={[
            ...(rule ? [{ value: 'keep', label: `Như đề xuất: ${ruleText(rule)}` }] : []),
            { value: 'workingDaysAfterCutoff', label: 'Sau một số ngày làm việc kể từ ngày chốt' },
            {
              value: 'calendarDaysAfterCutoff',
              label: 'Sau một số ngày (tính cả ngày nghỉ) kể từ ngày chốt',
            },
            { value: 'dates', label: 'Ngày cố định của từng kỳ trong năm' },
            { value: 'dayOfEachMonth', label: 'Một ngày trong tháng' },
            { value: 'lastWorkingDay', label: 'Ngày làm việc cuối cùng của tháng hoặc quý' },
            { value: 'endOfPeriod', label: 'Hết tháng hoặc hết quý' },
          ]}
          chosen={[value('deadlineKind', rule ? 'keep' : 'workingDaysAfterCutoff')]}
          hint="Chọn cách tính, rồi điền ô tương ứng ở dưới; các ô khác bỏ trống."
          problems={problems}
        />
        <div class="row">
          {text('workingDays', 'Số ngày làm việc', rule ? '' : '2', { required: false })}
          {text('calendarDays', 'Số ngày', '', { required: false })}
          {text('dates', 'Các ngày cố định', '', { hint: '20/6, 20/12', required: false })}
        </div>
        <div class="row">
          {text('monthDay', 'Ngày trong tháng', '', { required: false })}
          <Select
            name="monthOf"
            id={id('monthOf')}
            label="Của"
            options={[
              { value: 'month', label: 'tháng chốt số liệu' },
              { value: 'next_month', label: 'tháng kế tiếp' },
              { value: 'last_month_of_quarter', label: 'tháng cuối quý' },
              { value: 'first_month_of_next_quarter', label: 'tháng đầu quý sau' },
            ]}
            value={value('monthOf', 'month')}
          />
          <Select
            name="endOf"
            id={id('endOf')}
            label="Tháng hay quý"
            options={[
              { value: 'month', label: 'tháng' },
              { value: 'quarter', label: 'quý' },
            ]}
            value={value('endOf', 'month')}
          />
        </div>
        <div class="row">
          <Select
            name="bound"
            id={id('bound')}
            label="Cách ghi hạn"
            options={[
              { value: 'at_latest', label: 'chậm nhất ngày (ngày đó còn đúng hạn)' },
              { value: 'before', label: 'trước ngày' },
            ]}
            value={value('bound', 'at_latest')}
          />
          {text('hour', 'Giờ, nếu có', '', { hint: '16:00', required: false })}
        </div>
        <Select
          name="strictness"
          id={id('strictness')}
          label="“Trước ngày” hiểu thế nào"
          options={options(STRICTNESS_WORDS)}
          value={value('strictness', rule?.strictness ?? 'split')}
          problems={problems}
        />
        <Select
          name="rollPolicy"
          id={id('rollPolicy')}
          label="Hạn rơi vào ngày nghỉ thì"
          options={options(ROLL_TERMS)}
          value={value('rollPolicy', rule?.rollPolicy ?? 'LUI_SAU')}
          problems={problems}
        />
      </details>
      {text('recipient', 'Nơi nhận', rule?.recipient ?? '', { required: false })}
      <Select
        name="sourceKind"
        id={id('sourceKind')}
        label="Hạn này căn cứ vào"
        options={[
          { value: 'passage', label: 'câu trong văn bản kế hoạch' },
          { value: 'preset', label: 'quy định, mẫu chung' },
          { value: 'person', label: 'quyết định của Văn phòng' },
        ]}
        value={value('sourceKind', rule?.source.kind ?? 'person')}
      />
      {text('sourceText', 'Nêu căn cứ', rule?.source.text, {
        hint: 'Đơn vị đọc được câu này khi hỏi “vì sao?”.',
      })}
      <div class="actions">
        <Button name="action" value="confirm">
          Xác nhận chế độ báo cáo
        </Button>
        <Button kind="plain" name="action" value="save">
          Lưu, chưa xác nhận
        </Button>
      </div>
    </Form>
  );
};

function closingsText(rule: RuleView | null): string {
  const custom = rule?.custom;
  if (typeof custom === 'object' && custom !== null && 'cutoffDay' in custom) return String(custom.cutoffDay);
  if (
    typeof custom !== 'object' ||
    custom === null ||
    !('closings' in custom) ||
    !Array.isArray(custom.closings)
  )
    return '';
  return (custom.closings as { day: number; month: number }[])
    .map(({ day, month }) => `${day}/${month}`)
    .join(', ');
}
