/** One unit: its contacts, whether their addresses work, hand-over, names. */
import type { FC } from 'hono/jsx';
import { formatDate } from '../../../domain/format';
import type { StandingChange } from '../../../domain/plan';
import type { ContactView, UnitView } from '../../../services/queries/units';
import type { Viewer } from '../../deps';
import { Button, Choices, ErrorSummary, Form, type FormProblem, Select, TextField } from '../../ui/form';
import { StaffPage } from '../../ui/layout';
import { Empty, Facts, Tag } from '../../ui/parts';
import { ROUTE_STATE_WORDS, ROUTE_WORDS, UNIT_KIND_WORDS } from '../../ui/words';
import { UndoSection } from './restore';

interface Props {
  viewer: Viewer;
  csrf: string;
  unit: UnitView;
  /** by which the unit ended, where that can be undone */
  change: StandingChange | null;
  /** secret address of the unit's deadlines for calendar programs */
  feedHref: string;
  /** The commune has an Official Account that people can be connected to. */
  hasZalo: boolean;
  mayEdit: boolean;
  problems?: readonly FormProblem[];
  typed?: Record<string, string> | undefined;
  notice?: string | undefined;
}

const ROLES = [
  { value: 'focal', label: 'Đầu mối báo cáo' },
  { value: 'head', label: 'Thủ trưởng đơn vị' },
];

/** Who hears of the unit's reports; of a unit that ended nobody does, its successor's people do. */
const Receivers: FC<Props & { contacts: readonly ContactView[] }> = ({ contacts, ...props }) => (
  <>
    <h2>Ai nhận thông báo?</h2>
    {props.unit.reachable ? null : (
      <div class="warning">
        <p>
          <strong>Chưa có địa chỉ nào dùng được.</strong> Thông báo về đơn vị này không gửi được cho đến khi
          có địa chỉ.
        </p>
      </div>
    )}
    {contacts.length === 0 ? (
      <Empty title="Chưa có đầu mối.">
        <p>Thêm đầu mối ở dưới. Cần ít nhất một thư điện tử hoặc tài khoản Zalo.</p>
      </Empty>
    ) : (
      contacts.map((contact) => <Contact {...props} contact={contact} />)
    )}
    {props.mayEdit ? <AddContact {...props} /> : null}
  </>
);

export const UnitPage: FC<Props> = (props) => {
  const { viewer, csrf, unit, change, mayEdit, problems = [], notice } = props;
  const current = unit.contacts.filter((contact) => contact.current);
  const former = unit.contacts.filter((contact) => !contact.current);
  return (
    <StaffPage
      title={`${problems.length > 0 ? 'Lỗi: ' : ''}${unit.name}`}
      viewer={viewer}
      csrf={csrf}
      active="/don-vi"
      notice={notice}
      back={{ href: '/don-vi', label: 'Đơn vị và đầu mối' }}
    >
      <ErrorSummary problems={problems} />
      <h1>{unit.name}</h1>
      <Facts
        items={[
          ['Loại', UNIT_KIND_WORDS[unit.kind]],
          ['Tên gọi khác', unit.aliases.join('; ')],
          [
            'Hoạt động',
            unit.effectiveTo
              ? `đến ${formatDate(unit.effectiveTo)}`
              : unit.effectiveFrom
                ? `từ ${formatDate(unit.effectiveFrom)}`
                : '',
          ],
          [
            'Đơn vị tiếp nhận',
            unit.successor ? <a href={`/don-vi/${unit.successor.id}`}>{unit.successor.name}</a> : '',
          ],
          ['Lịch hạn nộp', <a href={props.feedHref}>đường dẫn riêng của đơn vị (iCalendar)</a>],
          [
            'Báo cáo còn nợ',
            <a href={`/theo-doi?xem=bao-cao&donVi=${unit.id}&trangThai=con-no`}>{unit.owed}</a>,
          ],
        ]}
      />
      {unit.effectiveTo === null ? <Receivers {...props} contacts={current} /> : null}
      {former.length > 0 ? (
        <details class="why">
          <summary>Trước đây ({former.length})</summary>
          <ul>
            {former.map(({ name, title, effectiveFrom, effectiveTo }) => (
              <li>
                {name}
                {title ? `, ${title}` : ''}
                {effectiveTo ? ` (đến ${formatDate(effectiveTo)})` : ''}
                {effectiveFrom && !effectiveTo ? ` (từ ${formatDate(effectiveFrom)})` : ''}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {mayEdit ? (
        <details class="why">
          <summary>Đổi tên, loại, tên gọi khác</summary>
          <Form action={`/don-vi/${unit.id}`} csrf={csrf}>
            <TextField name="name" id="unit-name" label="Tên đầy đủ" value={unit.name} problems={problems} />
            <Select
              name="kind"
              label="Loại"
              options={Object.entries(UNIT_KIND_WORDS).map(([value, label]) => ({ value, label }))}
              value={unit.kind}
            />
            <TextField
              name="aliases"
              label="Tên gọi khác"
              hint="Cách nhau bằng dấu chấm phẩy."
              value={unit.aliases.join('; ')}
              required={false}
            />
            <TextField
              name="reason"
              id="unit-reason"
              label="Lý do, văn bản căn cứ"
              hint="Tên cũ được giữ trong các tên gọi khác, để văn bản dùng tên cũ vẫn ghép đúng."
              required={false}
            />
            <Button kind="plain">Lưu</Button>
          </Form>
        </details>
      ) : null}
      {mayEdit && unit.effectiveTo === null ? (
        <p>
          <a href={`/don-vi/${unit.id}/thay-doi`}>Sáp nhập, chia tách hoặc giải thể đơn vị này</a>
        </p>
      ) : null}
      {mayEdit && change ? <UndoSection unit={unit} change={change} /> : null}
    </StaffPage>
  );
};

const Contact: FC<Props & { contact: ContactView }> = ({
  unit,
  csrf,
  contact,
  mayEdit,
  hasZalo,
  problems = [],
  typed = {},
}) => {
  const at = (name: string) => `${name}-${contact.id}`;
  const address = (kind: string) => contact.routes.find((route) => route.kind === kind)?.address ?? '';
  const mine = typed.contactId === contact.id;
  const base = `/don-vi/${unit.id}/dau-moi/${contact.id}`;
  return (
    <section class="card">
      <h3>
        {contact.name}
        {contact.title ? <span class="muted">, {contact.title}</span> : null}
      </h3>
      <p class="muted">
        {contact.role === 'head' ? 'Thủ trưởng đơn vị' : 'Đầu mối báo cáo'}
        {contact.effectiveTo ? ` · đến ${formatDate(contact.effectiveTo)}` : ''}
      </p>
      {contact.routes.length === 0 ? <p>Chưa có địa chỉ nhận tin.</p> : null}
      <ul>
        {contact.routes.map((route) => {
          const state = ROUTE_STATE_WORDS[route.state];
          return (
            <li>
              {ROUTE_WORDS[route.kind]}: {route.address}{' '}
              <Tag tone={state?.tone ?? 'none'}>{state?.word ?? route.state}</Tag>
              {route.stateReason ? <span class="muted small"> {route.stateReason}</span> : null}
              {mayEdit && route.state !== 'active' ? (
                <Form action={`/don-vi/${unit.id}/dia-chi/${route.id}/dung-lai`} csrf={csrf} class="inline">
                  <button type="submit" class="link-button">
                    Đã kiểm tra, dùng lại địa chỉ này
                  </button>
                </Form>
              ) : null}
            </li>
          );
        })}
      </ul>
      {mayEdit ? (
        <>
          <details class="why" open={mine && typed.action === 'sua'}>
            <summary>Sửa</summary>
            <Form action={base} csrf={csrf}>
              <ContactFields
                at={at}
                values={
                  mine && typed.action === 'sua'
                    ? typed
                    : {
                        name: contact.name,
                        title: contact.title ?? '',
                        role: contact.role,
                        email: address('email'),
                        zalo: address('zalo'),
                        phone: address('phone'),
                      }
                }
                problems={mine ? problems : []}
              />
              <Button kind="plain">Lưu đầu mối</Button>
            </Form>
          </details>
          {hasZalo ? (
            <Form action={`${base}/ma-zalo`} csrf={csrf} class="inline">
              <button type="submit" class="link-button">
                Cấp mã kết nối Zalo<span class="visually-hidden"> cho {contact.name}</span>
              </button>
            </Form>
          ) : null}
          <details class="why" open={mine && typed.action === 'ban-giao'}>
            <summary>Bàn giao cho người khác</summary>
            <Form action={`${base}/ban-giao`} csrf={csrf}>
              <p>Từ ngày bàn giao, thông báo đến người mới; đường dẫn cũ của {contact.name} hết hiệu lực.</p>
              <TextField
                name="on"
                id={at('on')}
                type="date"
                label="Người mới nhận từ ngày"
                value={mine ? typed.on : ''}
                problems={mine ? problems : []}
              />
              <Select
                name="successor"
                id={at('successor')}
                label="Người nhận bàn giao"
                options={[
                  { value: 'new', label: 'Người mới, ghi ở dưới' },
                  { value: 'none', label: 'Chưa có ai: tạm báo thủ trưởng đơn vị' },
                  ...unit.contacts
                    .filter(({ id, current }) => current && id !== contact.id)
                    .map(({ id, name }) => ({ value: id, label: name })),
                ]}
                value={mine ? typed.successor : 'new'}
              />
              <ContactFields
                at={(name) => at(`moi-${name}`)}
                values={mine && typed.action === 'ban-giao' ? typed : {}}
                problems={mine ? problems : []}
                withoutRole
              />
              <TextField
                name="reason"
                id={at('reason')}
                label="Lý do"
                value={mine ? typed.reason : ''}
                required={false}
              />
              <Button kind="plain">Bàn giao</Button>
            </Form>
          </details>
        </>
      ) : null}
    </section>
  );
};

const ContactFields: FC<{
  at: (name: string) => string;
  values: Record<string, string | undefined>;
  problems: readonly FormProblem[];
  withoutRole?: boolean;
}> = ({ at, values, problems, withoutRole }) => (
  <>
    <TextField
      name="name"
      id={at('name')}
      label="Họ và tên"
      value={values.name}
      problems={problems}
      autocomplete="off"
    />
    <TextField name="title" id={at('title')} label="Chức vụ" value={values.title} required={false} />
    {withoutRole ? null : (
      <Choices
        name="role"
        id={at('role')}
        legend="Vai trò"
        options={ROLES}
        chosen={[values.role ?? 'focal']}
      />
    )}
    <TextField
      name="email"
      id={at('email')}
      type="email"
      label="Thư điện tử"
      value={values.email}
      required={false}
      problems={problems}
      autocomplete="off"
    />
    <TextField
      name="zalo"
      id={at('zalo')}
      label="Mã người dùng Zalo"
      hint="Thường để trống: mã này được ghi khi người nhận nhắn mã kết nối cho Zalo OA của cơ quan."
      value={values.zalo}
      required={false}
      problems={problems}
    />
    <TextField
      name="phone"
      id={at('phone')}
      type="tel"
      label="Điện thoại"
      value={values.phone}
      required={false}
      problems={problems}
      autocomplete="off"
    />
  </>
);

const AddContact: FC<Props> = ({ unit, csrf, problems = [], typed = {} }) => {
  const mine = typed.action === 'them';
  return (
    <details class="why" open={mine || !unit.reachable}>
      <summary>Thêm đầu mối</summary>
      <Form action={`/don-vi/${unit.id}/dau-moi`} csrf={csrf}>
        <ContactFields
          at={(name) => `${name}-moi`}
          values={mine ? typed : {}}
          problems={mine ? problems : []}
        />
        <Button kind={unit.reachable ? 'plain' : 'main'}>Thêm đầu mối</Button>
      </Form>
    </details>
  );
};
