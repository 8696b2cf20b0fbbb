/** The reminder policy as a form: the commune's in the settings, a plan's own on the page of its life. */
import type { FC } from 'hono/jsx';
import type { ReminderPolicy, ReminderStep } from '../../../domain/ladder-policy';
import type { ReadForm } from '../../http/form';
import type { ServiceError } from '../../http/respond';
import { type FormProblem, TextArea, TextField } from '../../ui/form';
import { stepWord } from '../../ui/words';

/** Names in the domain's policy → ids on the page. */
export const LADDER_FIELD_IDS: Record<string, string> = {
  'sendWindow.from': 'sendFrom',
  'sendWindow.to': 'sendTo',
  sendWindow: 'sendFrom',
  'quiet.from': 'quietFrom',
  'quiet.to': 'quietTo',
};

export const whole = (text: string): number | null => (/^\d{1,3}$/.test(text) ? Number(text) : null);

/** '-15', '+1 mọi kênh', '-5 làm việc' → steps; the line that cannot be read is named. */
function stepsOf(
  text: string,
  known: readonly ReminderStep[],
): { steps: ReminderStep[] } | { fault: string } {
  const steps: ReminderStep[] = [];
  for (const line of text
    .split('\n')
    .map((part) => part.trim())
    .filter(Boolean)) {
    const match = /^([+-]?\d{1,3})\s*(làm việc)?\s*(mọi kênh)?$/i.exec(line);
    if (!match) return { fault: `Không hiểu dòng “${line}”. Viết số ngày, ví dụ: -7, hoặc +1 mọi kênh.` };
    const offset = Number(match[1]);
    const unit = match[2] ? 'working' : 'calendar';
    const id = `T${offset === 0 ? '0' : offset > 0 ? `+${offset}` : offset}${unit === 'working' ? 'W' : ''}`;
    const before = known.find((step) => step.id === id);
    const urgent = offset >= -1;
    steps.push({
      id,
      offset,
      unit,
      channels: match[3] ? 'all' : 'preferred',
      important: before?.important ?? urgent,
      tone: before?.tone ?? (offset > 0 ? 'qua_han' : urgent ? 'khan' : offset >= -7 ? 'nhac' : 'thong_bao'),
    });
  }
  return { steps };
}

/** The ladder as an office writes it: one step a line. */
const ladderText = (policy: ReminderPolicy): string =>
  policy.steps
    .map(
      ({ offset, unit, channels }) =>
        `${offset > 0 ? '+' : ''}${offset}${unit === 'working' ? ' làm việc' : ''}${channels === 'all' ? ' mọi kênh' : ''}`,
    )
    .join('\n');

/** What the form says over the policy as it was, or the first field that cannot be read. */
export function policyFromForm(
  form: ReadForm,
  before: ReminderPolicy,
): { policy: ReminderPolicy } | { error: ServiceError } {
  const read = stepsOf(form.raw('steps'), before.steps);
  if ('fault' in read) return { error: { code: 'FIELD_INVALID', field: 'steps', message: read.fault } };
  const grace = whole(form.text('graceWorkingDays'));
  const lock = whole(form.text('lockAfterWorkingDays'));
  const unread =
    grace === null
      ? 'graceWorkingDays'
      : lock === null && form.text('lockAfterWorkingDays') !== ''
        ? 'lockAfterWorkingDays'
        : null;
  if (grace === null || unread !== null) {
    return { error: { code: 'FIELD_INVALID', field: unread, message: 'Nhập số ngày làm việc, ví dụ 3.' } };
  }
  return {
    policy: {
      ...before,
      steps: read.steps.sort((a, b) => a.offset - b.offset),
      sendWindow: { from: form.text('sendFrom'), to: form.text('sendTo') },
      quiet: { from: form.text('quietFrom'), to: form.text('quietTo') },
      graceWorkingDays: grace,
      lockAfterWorkingDays: lock,
    },
  };
}

export const LadderShown: FC<{ policy: ReminderPolicy }> = ({ policy }) => (
  <>
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
  </>
);

export const LadderFields: FC<{
  policy: ReminderPolicy;
  problems: readonly FormProblem[];
  typed: Record<string, string>;
}> = ({ policy, problems, typed }) => (
  <>
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
      <TextField name="sendTo" label="đến" value={typed.sendTo ?? policy.sendWindow.to} problems={problems} />
      <TextField
        name="quietFrom"
        label="Yên lặng từ"
        value={typed.quietFrom ?? policy.quiet.from}
        problems={problems}
      />
      <TextField name="quietTo" label="đến" value={typed.quietTo ?? policy.quiet.to} problems={problems} />
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
  </>
);
