/** The parts of the settings that say how the service works: delegations, ladder, decisions. */
import type { FC } from 'hono/jsx';
import { formatDate } from '../../../domain/format';
import { Button, Choices, Form, Select, TextField } from '../../ui/form';
import { Facts } from '../../ui/parts';
import { LadderFields, LadderShown } from './ladder-form';
import type { SettingsProps } from './settings';

export const Delegations: FC<SettingsProps> = ({ delegations, staff, csrf, problems = [], typed = {} }) => {
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

export const Ladder: FC<SettingsProps> = ({ policy, csrf, problems = [], typed = {} }) => (
  <>
    <h2>Nấc nhắc</h2>
    <LadderShown policy={policy} />
    <details class="why" open={typed.action === 'nac-nhac'}>
      <summary>Sửa nấc nhắc</summary>
      <Form action="/thiet-lap/nac-nhac" csrf={csrf}>
        <LadderFields {...{ policy, problems, typed }} />
        <Button kind="plain">Lưu nấc nhắc</Button>
      </Form>
    </details>
  </>
);

export const Decisions: FC<SettingsProps> = ({ settings, staff, csrf, problems = [], typed = {} }) => (
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
          <>
            {settings.escalation.levels.map(({ level, name }) => `cấp ${level}: ${name}`).join('; ')} ·{' '}
            <a href="/thiet-lap/cap-don-doc">sửa các cấp</a>
          </>,
        ],
        [
          'Người ký',
          <>
            {[settings.signers.letter?.name, settings.signers.summary?.name].filter(Boolean).join('; ') ||
              'để trống tên'}{' '}
            · <a href="/thiet-lap/nguoi-ky">sửa người ký công văn, báo cáo</a>
          </>,
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
