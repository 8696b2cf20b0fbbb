/** Which units of the register the document's units are: existing, new, or left out. None is made by guess (B23, B24). */
import type { FC } from 'hono/jsx';
import { foldVietnamese } from '../../../domain/text';
import type { UnitChoice } from '../../../services/plans';
import type { PlanView } from '../../../services/queries/plans';
import type { UnitView } from '../../../services/queries/units';
import type { ReadForm } from '../../http/form';
import { PassageLink } from '../../ui/evidence';
import { Button, Form, type FormProblem, Select, TextField } from '../../ui/form';
import { Empty, Tag } from '../../ui/parts';
import { UNIT_KIND_WORDS } from '../../ui/words';
import { partHref } from './frame';

interface Props {
  plan: PlanView;
  csrf: string;
  units: readonly UnitView[];
  problems?: readonly FormProblem[];
}

type ReadingUnit = PlanView['reading']['units'][number];

/** Name of the unit in the register: the normalised one where the reading gives it. */
const nameOf = (unit: ReadingUnit): string => unit.normalized ?? unit.name;

/** A register unit with the same name or alias, so that the likely choice stands first; the office confirms it. */
function likely(unit: ReadingUnit, units: readonly UnitView[]): string | null {
  const names = new Set([unit.name, nameOf(unit), ...unit.aliases_in_doc].map(foldVietnamese));
  return (
    units.find(({ name, aliases }) => [name, ...aliases].some((text) => names.has(foldVietnamese(text))))
      ?.id ?? null
  );
}

const kindGuess = (name: string): keyof typeof UNIT_KIND_WORDS => {
  const folded = foldVietnamese(name);
  if (/đảng|ban xây dựng|ủy ban kiểm tra/.test(folded)) return 'party';
  return /mặt trận|hội |đoàn|liên minh|công an|quân sự|hội đồng nhân dân/.test(folded)
    ? 'independent'
    : 'subordinate';
};

export const Units: FC<Props> = ({ plan, csrf, units, problems = [] }) => {
  const editable = plan.state === 'draft';
  const listed = plan.reading.units.filter(({ scope }) => scope === 'listed');
  const mentioned = plan.reading.units.filter(({ scope }) => scope !== 'listed');
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  return (
    <>
      <h2>Văn bản giao việc cho những đơn vị nào?</h2>
      {listed.length === 0 ? (
        <Empty title="Không đọc thấy đơn vị nào.">
          <p>
            Thêm đơn vị ở mục <a href="/don-vi">Đơn vị và đầu mối</a>, rồi chọn đơn vị trong chế độ báo cáo.
          </p>
        </Empty>
      ) : (
        <Form action={`/ke-hoach/${plan.id}/don-vi`} csrf={csrf} class="full">
          {listed.map((unit) => (
            <UnitRow {...{ plan, unit, units, byId, editable }} problems={problems} />
          ))}
          {mentioned.length > 0 ? (
            <details class="why">
              <summary>Đơn vị chỉ được nhắc đến ({mentioned.length})</summary>
              {mentioned.map((unit) => (
                <UnitRow {...{ plan, unit, units, byId, editable }} problems={problems} />
              ))}
            </details>
          ) : null}
          {editable ? (
            <div class="actions">
              <Button>Xác nhận các đơn vị</Button>
            </div>
          ) : null}
        </Form>
      )}
    </>
  );
};

const UnitRow: FC<{
  plan: PlanView;
  unit: ReadingUnit;
  units: readonly UnitView[];
  byId: ReadonlyMap<string, UnitView>;
  editable: boolean;
  problems: readonly FormProblem[];
}> = ({ plan, unit, units, byId, editable, problems }) => {
  const decided = unit.id in plan.unitMap;
  const chosen = plan.unitMap[unit.id];
  const guess = likely(unit, units);
  const current = decided ? (chosen ?? 'ignore') : (guess ?? 'new');
  const registered = typeof chosen === 'string' ? byId.get(chosen) : undefined;
  const field = `unit.${unit.id}`;
  return (
    <section class="card">
      <h3>{unit.name}</h3>
      <p class="small muted">
        {unit.aliases_in_doc.length > 0 ? `Còn gọi: ${unit.aliases_in_doc.join('; ')} · ` : ''}
        <PassageLink lines={unit.lines} href={partHref(plan.id, 'don-vi')} />
      </p>
      {decided ? (
        <p>
          {registered ? (
            <>
              <Tag tone="good">Đã xác nhận</Tag> <a href={`/don-vi/${registered.id}`}>{registered.name}</a>
              {registered.reachable ? null : (
                <>
                  {' '}
                  <Tag tone="late">Chưa có đầu mối liên lạc được</Tag>{' '}
                  <a href={`/don-vi/${registered.id}`}>Thêm đầu mối</a>
                </>
              )}
            </>
          ) : (
            <Tag tone="none">Không đưa vào kế hoạch này</Tag>
          )}
        </p>
      ) : null}
      {editable ? (
        <details class="why" open={!decided}>
          <summary>{decided ? 'Đổi lựa chọn' : 'Chọn đơn vị'}</summary>
          <Select
            name={`${field}.choice`}
            label="Trong sổ đơn vị là"
            options={[
              { value: 'new', label: 'Đơn vị mới, thêm vào sổ' },
              { value: 'ignore', label: 'Không theo dõi trong kế hoạch này' },
              ...units.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={current}
            problems={problems}
          />
          <div class="row">
            <TextField name={`${field}.name`} label="Tên nếu thêm mới" value={nameOf(unit)} />
            <Select
              name={`${field}.kind`}
              label="Loại nếu thêm mới"
              options={Object.entries(UNIT_KIND_WORDS).map(([value, label]) => ({ value, label }))}
              value={kindGuess(unit.name)}
            />
          </div>
        </details>
      ) : null}
    </section>
  );
};

/** The form read back; fields `unit.<reading id>.choice|name|kind` (web/forms.md). */
export function unitChoicesFromForm(form: ReadForm, plan: PlanView): Record<string, UnitChoice> {
  const choices: Record<string, UnitChoice> = {};
  for (const unit of plan.reading.units) {
    const field = `unit.${unit.id}`;
    const choice = form.text(`${field}.choice`);
    if (choice === '') continue;
    const kind = form.text(`${field}.kind`);
    if (choice === 'ignore') choices[unit.id] = { kind: 'ignore' };
    else if (choice === 'new') {
      const name = form.text(`${field}.name`) || nameOf(unit);
      const aliases = [unit.name, ...unit.aliases_in_doc].filter((alias) => alias !== name);
      choices[unit.id] = {
        kind: 'new',
        name,
        unitKind: kind === 'independent' || kind === 'party' ? kind : 'subordinate',
        aliases: [...new Set(aliases)],
      };
    } else choices[unit.id] = { kind: 'existing', unitId: choice };
  }
  return choices;
}
