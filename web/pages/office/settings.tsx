/** "Thiết lập": people and roles, the reminder ladder, decision rules, and whether the channels work. */
import type { FC } from 'hono/jsx';
import type { ReminderPolicy } from '../../../domain/ladder-policy';
import type { OrganizationSettings } from '../../../services/settings';
import type { Viewer } from '../../deps';
import { Button, Choices, ErrorSummary, Form, type FormProblem, Select, TextField } from '../../ui/form';
import { shortMoment } from '../../ui/format';
import { StaffPage } from '../../ui/layout';
import { Facts, Table, Tag } from '../../ui/parts';
import { Decisions, Delegations, Ladder } from './settings-rules';

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

export interface SettingsProps {
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

export const SettingsPage: FC<SettingsProps> = (props) => {
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

const Channels: FC<SettingsProps> = ({ health, asOf }) => {
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
                  <>
                    <Tag tone="none">Chưa kết nối</Tag> mọi thông báo đi bằng thư điện tử
                  </>
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
