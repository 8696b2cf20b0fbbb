/** The parts of the settings that say how the service works: delegations, ladder, decisions. */
import type { FC } from 'hono/jsx';
import { formatDate } from '../../../domain/format';
import type { ReminderPolicy } from '../../../domain/ladder-policy';
import { Button, Choices, Form, Select, TextArea, TextField } from '../../ui/form';
import { Facts } from '../../ui/parts';
import { stepWord } from '../../ui/words';
import type { SettingsProps } from './settings';

/** The ladder as an office writes it: one step a line. */
const ladderText = (policy: ReminderPolicy): string =>
  policy.steps
    .map(
      ({ offset, unit, channels }) =>
        `${offset > 0 ? '+' : ''}${offset}${unit === 'working' ? ' làm việc' : ''}${channels === 'all' ? ' mọi kênh' : ''}`,
    )
    .join('\n');

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
