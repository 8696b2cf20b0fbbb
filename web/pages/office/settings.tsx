/** "Thiết lập": people and roles, the reminder ladder, decision rules, and whether the channels work. */
import type { FC } from 'hono/jsx';
import { formatDate } from '../../../domain/format';
import type { ReminderPolicy } from '../../../domain/ladder-policy';
import type { OrganizationSettings } from '../../../services/settings';
import type { Viewer } from '../../deps';
import {
  Button,
  Choices,
  ErrorSummary,
  Form,
  type FormProblem,
  Select,
  TextArea,
  TextField,
} from '../../ui/form';
import { shortMoment } from '../../ui/format';
import { StaffPage } from '../../ui/layout';
import { Facts, Table, Tag } from '../../ui/parts';
import { stepWord } from '../../ui/words';

export const STAFF_ROLE_WORDS = {
  officer: 'Chuyên viên Văn phòng',
  office_head: 'Chánh Văn phòng',
  leader: 'Lãnh đạo',
  admin: 'Quản trị viên',
} as const;

export interface StaffRow {
  id: string;
  name: string;
  email: string;
  role: keyof typeof STAFF_ROLE_WORDS;
  title: string | null;
  active: boolean;
}

export interface ChannelHealth {
  email: { sent: number; failed: number; lastFailure: { at: Date; reason: string | null } | null };
  zalo: {
    sent: number;
    failed: number;
    lastFailure: { at: Date; reason: string | null } | null;
    token: { accessExpiresAt: Date; refreshIssuedAt: Date } | null;
  };
}

interface Props {
  viewer: Viewer;
  csrf: string;
  staff: readonly StaffRow[];
  delegations: readonly { fromName: string; toName: string; fromDate: string; toDate: string }[];
  settings: OrganizationSettings;
  policy: ReminderPolicy;
  health: ChannelHealth;
  asOf: Date;
  problems?: readonly FormProblem[];
  typed?: Record<string, string> | undefined;
  notice?: string | undefined;
}

const ROLE_OPTIONS = Object.entries(STAFF_ROLE_WORDS).map(([value, label]) => ({ value, label }));

/** The ladder as an office writes it: one step a line. */
export const ladderText = (policy: ReminderPolicy): string =>
  policy.steps
    .map(
      ({ offset, unit, channels }) =>
        `${offset > 0 ? '+' : ''}${offset}${unit === 'working' ? ' làm việc' : ''}${channels === 'all' ? ' mọi kênh' : ''}`,
    )
    .join('\n');

export const SettingsPage: FC<Props> = (props) => {
  const { viewer, csrf, staff, problems = [], typed = {}, notice } = props;
  return (
    <StaffPage
      title={`${problems.length > 0 ? 'Lỗi: ' : ''}Thiết lập`}
      viewer={viewer}
      csrf={csrf}
      active="/thiet-lap"
      notice={notice}
      wide
    >
      <ErrorSummary problems={problems} />
      <h1>Ai làm việc gì, nhắc theo nấc nào, kênh gửi có tốt không?</h1>
      <Channels {...props} />
      <h2>Người dùng và vai trò</h2>
      <Table
        caption="Tài khoản của cơ quan"
        rows={staff}
        columns={[
          {
            head: 'Họ tên',
            isRowHead: true,
            cell: ({ name, title }) => (
              <>
                {name}
                {title ? <p class="muted small">{title}</p> : null}
              </>
            ),
          },
          { head: 'Thư điện tử', cell: ({ email }) => email },
          { head: 'Vai trò', cell: ({ role }) => STAFF_ROLE_WORDS[role] },
          {
            head: 'Trạng thái',
            cell: ({ active }) => (
              <Tag tone={active ? 'good' : 'none'}>{active ? 'Đang dùng' : 'Đã khóa'}</Tag>
            ),
          },
          {
            head: 'Sửa',
            cell: (person) => (
              <StaffForm
                person={person}
                csrf={csrf}
                open={typed.userId === person.id}
                problems={typed.userId === person.id ? problems : []}
              />
            ),
          },
        ]}
      />
      <details class="why" open={typed.action === 'them-nguoi'}>
        <summary>Thêm người dùng</summary>
        <Form action="/thiet-lap/nguoi" csrf={csrf}>
          <TextField
            name="name"
            label="Họ và tên"
            value={typed.name}
            problems={problems}
            autocomplete="off"
          />
          <TextField name="title" label="Chức vụ" value={typed.title} required={false} />
          <TextField
            name="email"
            type="email"
            label="Thư điện tử công vụ"
            value={typed.email}
            problems={problems}
            autocomplete="off"
          />
          <TextField
            name="password"
            type="password"
            label="Mật khẩu ban đầu"
            hint="Ít nhất 10 ký tự."
            problems={problems}
            autocomplete="new-password"
          />
          <Choices name="role" legend="Vai trò" options={ROLE_OPTIONS} chosen={[typed.role ?? 'officer']} />
          <Button kind="plain">Tạo tài khoản</Button>
        </Form>
      </details>
      <Delegations {...props} />
      <Ladder {...props} />
      <Decisions {...props} />
    </StaffPage>
  );
};

const Channels: FC<Props> = ({ health, asOf }) => {
  const { zalo, email } = health;
  const failure = (channel: ChannelHealth['email']) =>
    channel.lastFailure
      ? `${shortMoment(channel.lastFailure.at)}${channel.lastFailure.reason ? `: ${channel.lastFailure.reason}` : ''}`
      : 'không có';
  return (
    <section aria-labelledby="kenh">
      <h2 id="kenh">Kênh gửi trong 7 ngày</h2>
      <div class="grid">
        <section class="card">
          <h3>Thư điện tử</h3>
          <Facts
            items={[
              ['Đã gửi', String(email.sent)],
              ['Không gửi được', String(email.failed)],
              ['Lỗi gần nhất', failure(email)],
            ]}
          />
        </section>
        <section class="card">
          <h3>Zalo</h3>
          <Facts
            items={[
              [
                'Kết nối',
                zalo.token ? (
                  <Tag tone={zalo.token.accessExpiresAt > asOf ? 'good' : 'late'}>
                    {zalo.token.accessExpiresAt > asOf
                      ? `dùng được đến ${shortMoment(zalo.token.accessExpiresAt)}`
                      : 'mã truy cập đã hết hạn'}
                  </Tag>
                ) : (
                  <Tag tone="none">Chưa kết nối, mọi thông báo đi bằng thư điện tử</Tag>
                ),
              ],
              ['Đã gửi', String(zalo.sent)],
              ['Không gửi được', String(zalo.failed)],
              ['Lỗi gần nhất', failure(zalo)],
            ]}
          />
        </section>
      </div>
    </section>
  );
};

const StaffForm: FC<{ person: StaffRow; csrf: string; open: boolean; problems: readonly FormProblem[] }> = ({
  person,
  csrf,
  open,
  problems,
}) => (
  <details class="why" open={open}>
    <summary>
      Sửa<span class="visually-hidden"> {person.name}</span>
    </summary>
    <Form action={`/thiet-lap/nguoi/${encodeURIComponent(person.id)}`} csrf={csrf}>
      <Select
        name="role"
        id={`role-${person.id}`}
        label="Vai trò"
        options={ROLE_OPTIONS}
        value={person.role}
      />
      <TextField
        name="title"
        id={`title-${person.id}`}
        label="Chức vụ"
        value={person.title}
        required={false}
      />
      <Select
        name="active"
        id={`active-${person.id}`}
        label="Tài khoản"
        options={[
          { value: '1', label: 'đang dùng' },
          { value: '0', label: 'khóa' },
        ]}
        value={person.active ? '1' : '0'}
      />
      <TextField
        name="password"
        id={`password-${person.id}`}
        type="password"
        label="Đặt lại mật khẩu"
        hint="Để trống: giữ nguyên."
        required={false}
        problems={problems}
        autocomplete="new-password"
      />
      <Button kind="plain">Lưu</Button>
    </Form>
  </details>
);

const Delegations: FC<Props> = ({ delegations, staff, csrf, problems = [], typed = {} }) => {
  const people = staff.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <h2>Ủy quyền khi vắng</h2>
      {delegations.length === 0 ? (
        <p class="muted">Không có ủy quyền nào đang hoặc sắp có hiệu lực.</p>
      ) : (
        <ul>
          {delegations.map(({ fromName, toName, fromDate, toDate }) => (
            <li>
              {toName} quyết định thay {fromName}, {formatDate(fromDate)} – {formatDate(toDate)}
            </li>
          ))}
        </ul>
      )}
      <details class="why" open={typed.action === 'uy-quyen'}>
        <summary>Thêm ủy quyền</summary>
        <Form action="/thiet-lap/uy-quyen" csrf={csrf}>
          <Select name="fromUserId" label="Người vắng" options={people} value={typed.fromUserId} />
          <Select
            name="toUserId"
            label="Người quyết định thay"
            options={people}
            value={typed.toUserId}
            problems={problems}
          />
          <TextField name="fromDate" type="date" label="Từ ngày" value={typed.fromDate} problems={problems} />
          <TextField
            name="toDate"
            type="date"
            label="Đến hết ngày"
            value={typed.toDate}
            problems={problems}
          />
          <Button kind="plain">Lưu ủy quyền</Button>
        </Form>
      </details>
    </>
  );
};

const Ladder: FC<Props> = ({ policy, csrf, problems = [], typed = {} }) => (
  <>
    <h2>Nấc nhắc</h2>
    <ul>
      {policy.steps.map(({ id, unit, channels, important }) => (
        <li>
          {stepWord(id)}
          {unit === 'working' ? ' (ngày làm việc)' : ''}:{' '}
          {channels === 'all' ? 'mọi kênh' : 'kênh chính của người nhận'}
          {important ? ', quan trọng' : ''}
        </li>
      ))}
    </ul>
    <p>
      Gửi trong khung giờ {policy.sendWindow.from}–{policy.sendWindow.to} ngày làm việc; giờ yên lặng{' '}
      {policy.quiet.from}–{policy.quiet.to}.
    </p>
    <details class="why" open={typed.action === 'nac-nhac'}>
      <summary>Sửa nấc nhắc</summary>
      <Form action="/thiet-lap/nac-nhac" csrf={csrf}>
        <TextArea
          name="steps"
          label="Các nấc"
          hint="Mỗi dòng một nấc: số ngày so với hạn (âm là trước hạn). Thêm “làm việc” nếu đếm ngày làm việc, “mọi kênh” nếu gửi mọi kênh."
          value={typed.steps ?? ladderText(policy)}
          rows={8}
          problems={problems}
        />
        <div class="row">
          <TextField
            name="sendFrom"
            label="Gửi từ"
            value={typed.sendFrom ?? policy.sendWindow.from}
            problems={problems}
          />
          <TextField
            name="sendTo"
            label="đến"
            value={typed.sendTo ?? policy.sendWindow.to}
            problems={problems}
          />
          <TextField
            name="quietFrom"
            label="Yên lặng từ"
            value={typed.quietFrom ?? policy.quiet.from}
            problems={problems}
          />
          <TextField
            name="quietTo"
            label="đến"
            value={typed.quietTo ?? policy.quiet.to}
            problems={problems}
          />
        </div>
        <div class="row">
          <TextField
            name="graceWorkingDays"
            label="Ân hạn trước khi đề nghị đôn đốc (ngày làm việc)"
            inputmode="numeric"
            value={typed.graceWorkingDays ?? policy.graceWorkingDays}
            problems={problems}
          />
          <TextField
            name="lockAfterWorkingDays"
            label="Khóa nhập sau hạn (ngày làm việc)"
            inputmode="numeric"
            value={typed.lockAfterWorkingDays ?? policy.lockAfterWorkingDays}
            problems={problems}
            required={false}
          />
        </div>
        <Button kind="plain">Lưu nấc nhắc</Button>
      </Form>
    </details>
  </>
);

const Decisions: FC<Props> = ({ settings, staff, csrf, problems = [], typed = {} }) => (
  <>
    <h2>Quyết định và văn bản</h2>
    <Facts
      items={[
        ['Hạn chỉnh sửa báo cáo trả lại', `${settings.correctionWorkingDays} ngày làm việc`],
        ['Hạn trong công văn đôn đốc', `${settings.letterWorkingDays} ngày làm việc`],
        ['Nhắc người duyệt sau', `${settings.approverReminderWorkingDays} ngày làm việc`],
        ['Người lập được tự duyệt', settings.fourEyes ? 'không' : 'có'],
        [
          'Các cấp đôn đốc',
          settings.escalation.levels.map(({ level, name }) => `cấp ${level}: ${name}`).join('; '),
        ],
      ]}
    />
    <details class="why" open={typed.action === 'quyet-dinh'}>
      <summary>Sửa</summary>
      <Form action="/thiet-lap/quyet-dinh" csrf={csrf}>
        <div class="row">
          <TextField
            name="correctionWorkingDays"
            label="Hạn chỉnh sửa (ngày làm việc)"
            inputmode="numeric"
            value={typed.correctionWorkingDays ?? settings.correctionWorkingDays}
            problems={problems}
          />
          <TextField
            name="letterWorkingDays"
            label="Hạn trong công văn"
            inputmode="numeric"
            value={typed.letterWorkingDays ?? settings.letterWorkingDays}
            problems={problems}
          />
          <TextField
            name="approverReminderWorkingDays"
            label="Nhắc người duyệt sau"
            inputmode="numeric"
            value={typed.approverReminderWorkingDays ?? settings.approverReminderWorkingDays}
            problems={problems}
          />
        </div>
        <Choices
          name="fourEyes"
          type="checkbox"
          legend="Hai người"
          options={[{ value: '1', label: 'Người lập đề nghị không được tự duyệt' }]}
          chosen={settings.fourEyes ? ['1'] : []}
        />
        <Choices
          name="approverIds"
          type="checkbox"
          legend="Người duyệt đề nghị đôn đốc"
          hint="Không chọn ai: mọi chuyên viên và Chánh Văn phòng."
          options={staff
            .filter(({ active, role }) => active && (role === 'officer' || role === 'office_head'))
            .map(({ id, name }) => ({ value: id, label: name }))}
          chosen={settings.approverIds}
        />
        <Button kind="plain">Lưu</Button>
      </Form>
    </details>
  </>
);
