/** Reporting rules of a plan: proposals with their source, confirmed one by one by a person (law 4, B14). */
import type { FC } from 'hono/jsx';
import { RULE_PRESETS } from '../../../config/presets/rules';
import { ACCUMULATION_TERMS, CUTOFF_TERMS, CYCLE_TERMS, ROLL_TERMS } from '../../../domain/terms';
import type { RuleView } from '../../../services/queries/plans';
import { PassageLink } from '../../ui/evidence';
import { Button, Choices, Form, TextField } from '../../ui/form';
import { shortMoment } from '../../ui/format';
import { Empty, Facts, Tag } from '../../ui/parts';
import { partHref } from './frame';
import { RuleForm, type RulesProps, ruleText } from './rule-editor';

const term = (terms: Record<string, string>, key: string): string => terms[key] ?? key;

export const Rules: FC<RulesProps> = (props) => {
  const { plan, csrf, typed } = props;
  const editable = plan.state === 'draft';
  // One rule after the other: only the first that waits stands open, with the one filled button of the page.
  const next = typed?.ruleId ? undefined : plan.rules.find(({ confirmedAt }) => !confirmedAt);
  return (
    <>
      <h2>Ai báo cáo, khi nào, cho ai?</h2>
      {plan.rules.length === 0 ? (
        <Empty title="Chưa có chế độ báo cáo nào.">
          <p>Văn bản không nêu chế độ báo cáo. Chọn một mẫu hoặc tự đặt ở dưới.</p>
        </Empty>
      ) : (
        plan.rules.map((rule) => (
          <RuleCard {...props} rule={rule} editable={editable} isNext={rule === next} />
        ))
      )}
      {editable ? (
        <>
          <details class="why" open={typed?.ruleId === 'moi'}>
            <summary>Thêm chế độ báo cáo</summary>
            <RuleForm {...props} rule={null} />
          </details>
          <details class="why">
            <summary>Dùng mẫu có sẵn</summary>
            <Form action={`/ke-hoach/${plan.id}/mau`} csrf={csrf}>
              <Choices
                name="preset"
                id="mau-co-san"
                legend="Mẫu chế độ báo cáo"
                options={RULE_PRESETS.map(({ code, name, description }) => ({
                  value: code,
                  label: name,
                  hint: description,
                }))}
              />
              <Button kind="plain">Thêm các chế độ của mẫu này</Button>
            </Form>
          </details>
        </>
      ) : null}
    </>
  );
};

const RuleCard: FC<RulesProps & { rule: RuleView; editable: boolean; isNext: boolean }> = (props) => {
  const { plan, csrf, units, rule, editable, isNext, typed } = props;
  const names = rule.unitIds.map((id) => units.find((unit) => unit.id === id)?.name ?? '').filter(Boolean);
  return (
    <section class={`card${rule.confirmedAt ? '' : ' card-soon'}`} id={`che-do-${rule.id}`}>
      <h3>{rule.name}</h3>
      <p>
        {rule.confirmedAt ? (
          <Tag tone="good">Đã xác nhận</Tag>
        ) : (
          <Tag tone="soon">Máy đề xuất, chờ xác nhận</Tag>
        )}{' '}
        <PassageLink lines={rule.lines} href={partHref(plan.id, 'che-do')} />
      </p>
      <Facts
        items={[
          [
            'Chu kỳ',
            `${term(CYCLE_TERMS, rule.cycle)}${rule.source.cycleProposed ? ' (văn bản không nêu chu kỳ, máy đề xuất)' : ''}`,
          ],
          [
            'Chốt số liệu',
            `${term(CUTOFF_TERMS, rule.preset)}; ${term(ACCUMULATION_TERMS, rule.accumulation)}`,
          ],
          ['Hạn nộp', ruleText(rule)],
          ['Căn cứ của hạn', rule.source.text],
          ['Rơi vào ngày nghỉ', term(ROLL_TERMS, rule.rollPolicy)],
          ['Đơn vị báo cáo', names.length > 0 ? names.join('; ') : 'chưa chọn'],
          ['Nơi nhận', rule.recipient],
          [
            'Người xác nhận',
            rule.confirmedAt ? `${rule.confirmedByName}, ${shortMoment(rule.confirmedAt)}` : '',
          ],
        ]}
      />
      {editable ? (
        <>
          <details class="why" open={isNext || typed?.ruleId === rule.id}>
            <summary>{rule.confirmedAt ? 'Sửa' : 'Sửa và xác nhận'}</summary>
            <RuleForm {...props} rule={rule} />
          </details>
          <details class="why">
            <summary>Bỏ chế độ này</summary>
            <Form action={`/ke-hoach/${plan.id}/che-do/${rule.id}/bo`} csrf={csrf}>
              <TextField name="reason" id={`bo-${rule.id}`} label="Lý do" />
              <Button kind="warn">Bỏ chế độ báo cáo</Button>
            </Form>
          </details>
        </>
      ) : null}
    </section>
  );
};
