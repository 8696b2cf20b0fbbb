/** "Đôn đốc đi qua những cấp nào?": the levels of the escalation chain, who stands on each, and the pace between them. */
import { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { type OrganizationSettings, settingsOf } from '../../../services/settings';
import { saveSettings } from '../../../services/settings-changes';
import { staffWith } from '../../../services/staff';
import { staffOf } from '../../auth/session';
import type { Ctx, StaffRole, Viewer, WebDeps, WebEnv } from '../../deps';
import { page, problemOf, staffScope, tell } from '../../http/respond';
import { Button, Choices, ErrorSummary, Form, type FormProblem, Select, TextField } from '../../ui/form';
import { StaffPage } from '../../ui/layout';
import { STAFF_ROLE_WORDS } from './settings';

/** More levels than a commune has offices would be a mistake of typing. */
const MOST_LEVELS = 5;

interface Level {
  name: string;
  role: string;
  userIds: readonly string[];
}

interface Props {
  viewer: Viewer;
  csrf: string;
  levels: readonly Level[];
  pace: { spacingWorkingDays: string; maxPerLevel: string; proposeAt: string; deputyId: string };
  staff: readonly { id: string; name: string; role: StaffRole }[];
  problems?: readonly FormProblem[];
}

const EMPTY: Level = { name: '', role: '', userIds: [] };

const ChainPage: FC<Props> = ({ viewer, csrf, levels, pace, staff, problems = [] }) => {
  const people = staff.map(({ id, name, role }) => ({
    value: id,
    label: `${name} (${STAFF_ROLE_WORDS[role]})`,
  }));
  const rows = levels.length < MOST_LEVELS ? [...levels, EMPTY] : levels;
  return (
    <StaffPage
      title={`${problems.length > 0 ? 'Lỗi: ' : ''}Các cấp đôn đốc`}
      viewer={viewer}
      csrf={csrf}
      active="/thiet-lap"
      back={{ href: '/thiet-lap', label: 'Thiết lập' }}
    >
      <ErrorSummary problems={problems} />
      <h1>Đôn đốc đi qua những cấp nào?</h1>
      <p>
        Đề nghị đầu tiên của một báo cáo đi đến cấp 1; vẫn chưa nộp thì lần sau đi lên cấp kế tiếp. Cấp chưa
        có ai thì bỏ qua và ghi lại. Đề nghị đã lập giữ nguyên các cấp lúc lập.
      </p>
      <Form action="/thiet-lap/cap-don-doc" csrf={csrf}>
        {rows.map(({ name, role, userIds }, index) => {
          const number = index + 1;
          return (
            <fieldset class="field">
              <legend>{name === '' ? `Thêm cấp ${number}` : `Cấp ${number}`}</legend>
              <TextField
                name={`name.${number}`}
                id={index === 0 ? 'levels' : `name.${number}`}
                label="Tên cấp"
                hint={name === '' ? 'Để trống: không thêm cấp.' : 'Xóa tên để bỏ cấp này.'}
                value={name}
                problems={problems}
                required={false}
              />
              <Select
                name={`role.${number}`}
                label="Gửi đến mọi người có vai trò"
                options={Object.entries(STAFF_ROLE_WORDS).map(([value, label]) => ({ value, label }))}
                value={role}
                empty="Chỉ những người chọn ở dưới"
              />
              <Choices
                name={`users.${number}`}
                type="checkbox"
                legend="Gửi thêm đến"
                options={people}
                chosen={userIds}
                columns
              />
            </fieldset>
          );
        })}
        <div class="row">
          <TextField
            name="spacingWorkingDays"
            label="Giữa hai lần đôn đốc (ngày làm việc)"
            inputmode="numeric"
            value={pace.spacingWorkingDays}
            problems={problems}
          />
          <TextField
            name="maxPerLevel"
            label="Số lần nhiều nhất mỗi cấp"
            inputmode="numeric"
            value={pace.maxPerLevel}
            problems={problems}
          />
          <TextField
            name="proposeAt"
            type="time"
            label="Lập đề nghị lúc"
            value={pace.proposeAt}
            problems={problems}
          />
        </div>
        <Select
          name="deputyId"
          label="Khi người duyệt không trả lời thì nhắc"
          options={people}
          value={pace.deputyId}
          empty="Chánh Văn phòng"
        />
        <Button>Lưu các cấp</Button>
      </Form>
    </StaffPage>
  );
};

const storedLevels = ({ escalation }: OrganizationSettings): Level[] =>
  [...escalation.levels]
    .sort((a, b) => a.level - b.level)
    .map(({ name, role, userIds }) => ({ name, role: role ?? '', userIds }));

const isRole = (text: string): text is StaffRole => Object.hasOwn(STAFF_ROLE_WORDS, text);

export function chainRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;

  const show = async (c: Ctx, state: Partial<Pick<Props, 'levels' | 'pace' | 'problems'>> = {}) => {
    const viewer = staffOf(c);
    const settings = await settingsOf(db, viewer.organizationId);
    const staff = await staffWith(db, viewer.organizationId, ['officer', 'office_head', 'leader', 'admin']);
    const { spacingWorkingDays, maxPerLevel, proposeAt } = settings.escalation;
    const pace = {
      spacingWorkingDays: String(spacingWorkingDays),
      maxPerLevel: String(maxPerLevel),
      proposeAt,
      deputyId: settings.deputyId ?? '',
    };
    return page(
      c,
      <ChainPage
        {...{ viewer, staff, pace }}
        csrf={c.get('csrf')}
        levels={storedLevels(settings)}
        {...state}
      />,
      state.problems ? 422 : 200,
    );
  };

  app.get('/thiet-lap/cap-don-doc', (c) => show(c));
  app.post('/thiet-lap/cap-don-doc', async (c) => {
    const form = c.get('form');
    const levels = Array.from({ length: MOST_LEVELS }, (_, index) => index + 1)
      .map((number) => ({
        name: form.text(`name.${number}`),
        role: form.text(`role.${number}`),
        userIds: form.all(`users.${number}`).filter(Boolean),
      }))
      .filter(({ name }) => name !== '');
    const pace = {
      spacingWorkingDays: form.text('spacingWorkingDays'),
      maxPerLevel: form.text('maxPerLevel'),
      proposeAt: form.text('proposeAt'),
      deputyId: form.text('deputyId'),
    };
    const notNumber = (['spacingWorkingDays', 'maxPerLevel'] as const).find(
      (name) => !/^\d{1,2}$/.test(pace[name]),
    );
    if (notNumber) {
      const problems = [{ field: notNumber, message: 'Nhập một số nguyên, ví dụ 5.' }];
      return show(c, { levels, pace, problems });
    }
    const saved = await saveSettings(db, staffScope(c, deps), {
      deputyId: pace.deputyId || null,
      escalation: {
        levels: levels.map(({ name, role, userIds }, index) => ({
          level: index + 1,
          name,
          role: isRole(role) ? role : null,
          userIds,
        })),
        spacingWorkingDays: Number(pace.spacingWorkingDays),
        maxPerLevel: Number(pace.maxPerLevel),
        proposeAt: pace.proposeAt,
      },
    });
    if (!saved.ok) {
      const problems = saved.errors.map((error) => {
        const problem = problemOf(error);
        return { ...problem, field: problem.field?.replace(/^escalation\./, '') ?? null };
      });
      return show(c, { levels, pace, problems });
    }
    await tell(c, deps, staffOf(c).organizationId);
    return c.redirect('/thiet-lap?tb=da-luu', 303);
  });
  return app;
}
