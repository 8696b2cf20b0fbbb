/** "Đơn vị và đầu mối": who is reached for each unit, and where nobody is. */
import type { FC } from 'hono/jsx';
import { formatDate } from '../../../domain/format';
import type { UnitView } from '../../../services/queries/units';
import type { Viewer } from '../../deps';
import { Button, ErrorSummary, Form, type FormProblem, Select, TextField } from '../../ui/form';
import { StaffPage } from '../../ui/layout';
import { Empty, Table, Tag } from '../../ui/parts';
import { ROUTE_STATE_WORDS, ROUTE_WORDS, UNIT_KIND_WORDS } from '../../ui/words';

interface Props {
  viewer: Viewer;
  csrf: string;
  units: readonly UnitView[];
  mayEdit: boolean;
  problems?: readonly FormProblem[];
  typed?: Record<string, string> | undefined;
}

export const UnitListPage: FC<Props> = ({ viewer, csrf, units, mayEdit, problems = [], typed = {} }) => (
  <StaffPage
    title={`${problems.length > 0 ? 'Lỗi: ' : ''}Đơn vị và đầu mối`}
    viewer={viewer}
    csrf={csrf}
    active="/don-vi"
    scripts={['sort.js']}
    wide
  >
    <ErrorSummary problems={problems} />
    <h1>Liên lạc với từng đơn vị qua ai?</h1>
    {units.length === 0 ? (
      <Empty title="Chưa có đơn vị nào trong sổ.">
        <p>Đơn vị được thêm khi xác nhận văn bản kế hoạch, hoặc thêm tay ở dưới.</p>
      </Empty>
    ) : (
      <Table
        caption="Các đơn vị"
        sortable
        rows={units}
        columns={[
          {
            head: 'Đơn vị',
            isRowHead: true,
            cell: (unit) => (
              <>
                <a href={`/don-vi/${unit.id}`}>{unit.name}</a>
                {unit.effectiveTo ? (
                  <span class="muted small"> (đến {formatDate(unit.effectiveTo)})</span>
                ) : null}
              </>
            ),
          },
          {
            head: 'Người nhận thông báo',
            cell: (unit) => <Reach unit={unit} />,
            sortBy: (unit) => (unit.reachable ? 1 : 0),
          },
          { head: 'Còn nợ', numeric: true, cell: ({ owed }) => owed },
        ]}
      />
    )}
    {mayEdit ? (
      <details class="why" open={problems.length > 0 || units.length === 0}>
        <summary>Thêm đơn vị</summary>
        <Form action="/don-vi" csrf={csrf}>
          <TextField name="name" label="Tên đầy đủ" value={typed.name} problems={problems} />
          <Select
            name="kind"
            label="Loại"
            options={Object.entries(UNIT_KIND_WORDS).map(([value, label]) => ({ value, label }))}
            value={typed.kind}
          />
          <TextField
            name="aliases"
            label="Tên gọi khác"
            hint="Cách nhau bằng dấu chấm phẩy."
            value={typed.aliases}
            required={false}
          />
          <Button kind="plain">Thêm đơn vị</Button>
        </Form>
      </details>
    ) : null}
  </StaffPage>
);

const Reach: FC<{ unit: UnitView }> = ({ unit }) => {
  const people = unit.contacts.filter(({ current }) => current);
  if (!unit.reachable && unit.effectiveTo === null) {
    return (
      <>
        <Tag tone="late">Chưa liên lạc được</Tag>
        {people.length > 0 ? <p class="muted small">{people.map(({ name }) => name).join('; ')}</p> : null}
      </>
    );
  }
  return (
    <>
      {people.map(({ name, routes }) => (
        <p>
          {name}
          {routes.map(({ kind, state }) => (
            <span class="muted small">
              {' · '}
              {ROUTE_WORDS[kind]} {state === 'active' ? '' : (ROUTE_STATE_WORDS[state]?.word ?? state)}
            </span>
          ))}
        </p>
      ))}
    </>
  );
};
