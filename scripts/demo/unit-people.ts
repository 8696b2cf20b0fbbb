/** The units' people: scripted, seeded, acting through the pages behind the links they are sent, as anybody would. */

import { SHIPPED_CALENDAR } from '../../config/calendars';
import { addWorkingDays } from '../../domain/calendar';
import { formatDate } from '../../domain/format';
import { addDays, atLocal, localDate } from '../../domain/time';
import { readToken } from '../../services/links';
import { FormClient, type Page } from '../../web/form-client';
import { localSecrets } from '../servers/secrets';
import { type Agenda, lotOf } from './agenda';
import type { World } from './world';

export type Habit = 'punctual' | 'last_minute' | 'late' | 'returned' | 'extension' | 'dead_mail' | 'never';

/** An id that no link has. */
const NO_LINK = '00000000-0000-0000-0000-000000000000';

/** Of eight units three are punctual, two work at the last minute; every other habit has one. */
const HABITS: readonly Habit[] = [
  'punctual',
  'last_minute',
  'late',
  'returned',
  'punctual',
  'extension',
  'last_minute',
  'never',
  'punctual',
  'dead_mail',
];

/** Habits dealt over a commune's units in the order in which they were confirmed. */
export const habitOf = (position: number): Habit => HABITS[position % HABITS.length] ?? 'punctual';

interface Owed {
  obligationId: string;
  token: string;
}

export class UnitPeople {
  readonly habits = new Map<string, Habit>();
  /** what somebody has already taken up: an obligation, and how often it was handed in when they did */
  private readonly takenUp = new Set<string>();

  constructor(
    private readonly world: World,
    private readonly agenda: Agenda,
    private readonly seed: number,
  ) {}

  /** Reads what came for units and plans what they will do about it. */
  async lookAt(text: string): Promise<void> {
    for (const token of linksIn(text)) {
      const linkId = readToken(token, localSecrets().LINK_SECRET);
      const link = await this.world.db.signedLink.findUnique({ where: { id: linkId ?? NO_LINK } });
      if (link?.obligationId) await this.plan({ obligationId: link.obligationId, token });
    }
  }

  private async plan(owed: Owed): Promise<void> {
    const obligation = await this.world.db.obligation.findUniqueOrThrow({
      where: { id: owed.obligationId },
      include: {
        unit: true,
        period: true,
        plan: true,
        submissions: { where: { submittedAt: { not: null } }, select: { id: true } },
      },
    });
    // a receipt carries a link as well, and asks for nothing
    if (obligation.state !== 'open' && obligation.state !== 'returned') return;
    const task = [obligation.id, obligation.state, obligation.submissions.length].join('/');
    if (this.takenUp.has(task)) return;
    this.takenUp.add(task);
    const habit = this.habits.get(obligation.unitId) ?? 'punctual';
    const lot = lotOf(this.seed, obligation.unit.name, obligation.plan.title, obligation.period.code);
    const due = localDate(obligation.correctionDueAt ?? obligation.dueAt);
    const who = `${obligation.unit.name} (demo)`;
    const act = (at: string, what: string, run: () => Promise<void>): void =>
      this.agenda.add({
        at: new Date(Math.max(Date.parse(at), this.world.now().getTime())),
        what: `${who}: ${what}`,
        run,
      });
    // one pace for the whole plan and period, so that a part never outgrows its total
    const { title } = obligation.plan;
    const pace = 0.8 + 0.25 * lotOf(this.seed, 'figures', title, obligation.period.code)();
    const send = (): Promise<void> => this.send(owed, { who, lot, due, pace });
    if (obligation.state === 'returned') {
      act(
        hour(addDays(localDate(this.world.now()), 1 + Math.floor(lot() * 2)), lot),
        'gửi bản chỉnh sửa',
        send,
      );
      return;
    }
    switch (habit) {
      case 'never':
        return;
      case 'late':
        act(hour(workday(due, 1 + Math.floor(lot() * 5)), lot), 'gửi muộn', send);
        return;
      case 'last_minute':
        act(atLocal(due, lot() < 0.5 ? '16:40' : '23:48'), 'gửi vào phút chót', send);
        return;
      case 'extension':
        act(hour(workday(due, -2), lot), 'xin gia hạn', () => this.askForTime(owed, due));
        act(hour(workday(due, 3), lot), 'gửi sau khi được gia hạn', send);
        return;
      default:
        act(hour(workday(due, -1 - Math.floor(lot() * 4)), lot), 'gửi báo cáo', send);
    }
  }

  /** Opens the link, saves a draft, looks at the check page, sends, keeps the receipt. */
  private async send(
    owed: Owed,
    { who, lot, due, pace }: { who: string; lot: () => number; due: string; pace: number },
  ): Promise<void> {
    const client = new FormClient(this.world.web.url);
    const path = `/b/${owed.token}/bao-cao`;
    const opened = await client.get(path);
    if (!has(opened, path)) return;
    const goals = await this.goalsOf(opened, pace);
    const report = reportFields(opened, { lot, who, due, goals });
    const refused = await this.tryToSend(client, owed, { who, report, opened });
    if (refused === null) return;
    // the page said what does not fit (a part larger than its total, say): the person enters it anew
    const modest = Object.fromEntries(
      Object.entries(report).map(([name, value]) => [name, name.endsWith('.value') ? '10' : value]),
    );
    const again = await client.get(path);
    const still = await this.tryToSend(client, owed, { who, report: modest, opened: again });
    if (still !== null) throw new Error(`not accepted: ${still}`);
  }

  /** What this unit will have reached of each target on the page: its share of what the plan asks for, at the period's pace. */
  private async goalsOf(page: Page, pace: number): Promise<Map<string, number>> {
    const ids = page.forms.flatMap(({ fields }) => fields.flatMap(([name]) => targetOf(name)?.id ?? []));
    const targets = await this.world.db.target.findMany({
      where: { id: { in: ids } },
      select: { id: true, value: true, unit: true, aggregation: true, units: { select: { unitId: true } } },
    });
    return new Map(
      targets.flatMap(({ id, value, unit, aggregation, units }) => {
        if (value === null) return [];
        const share = (value.toNumber() * pace) / (aggregation === 'sum' ? Math.max(1, units.length) : 1);
        return [[id, unit === '%' ? Math.round(Math.min(share, 100)) : Math.ceil(share)]];
      }),
    );
  }

  /** Null: sent. Otherwise what the page said. */
  private async tryToSend(
    client: FormClient,
    owed: Owed,
    { who, report, opened }: { who: string; report: Record<string, string>; opened: Page },
  ): Promise<string | null> {
    const path = `/b/${owed.token}/bao-cao`;
    const saved = await client.submit(opened, path, { ...report, action: 'draft' });
    const again = has(saved, path) ? saved : await client.get(path);
    const checked = await client.submit(again, path, { ...report, action: 'check' });
    const page = has(checked, `/b/${owed.token}/gui`)
      ? checked
      : await client.get(`/b/${owed.token}/kiem-tra`);
    if (!has(page, `/b/${owed.token}/gui`)) return `${page.status} ${page.text.slice(0, 400)}`;
    const sent = await client.submit(page, `/b/${owed.token}/gui`, nilFields(page, who));
    return sent.status >= 400 ? `${sent.status} ${sent.text.slice(0, 400)}` : null;
  }

  private async askForTime(owed: Owed, due: string): Promise<void> {
    const client = new FormClient(this.world.web.url);
    const path = `/b/${owed.token}/gia-han`;
    const page = await client.get(path);
    if (!has(page, path)) return;
    const requestedDate = workday(due, 5);
    const reason = 'Đơn vị đang đối chiếu số liệu với các thôn, xin thêm thời gian.';
    await client.submit(page, path, { requestedDate, reason });
  }
}

const has = (page: Page, action: string): boolean => page.forms.some((form) => form.action === action);

const nilFields = (page: Page, who: string): Record<string, string> =>
  page.html.includes('nilConfirmed') ? { nilConfirmed: '1', nilName: who } : {};

const linksIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/\/b\/([A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})/g)].flatMap(([, token]) =>
      token ? [token] : [],
    ),
  ),
];

const workday = (date: string, days: number): string => addWorkingDays(SHIPPED_CALENDAR, date, days).date;

/** When units sit down to their reports. Few moments, so that several act at once and the service works on one while the next writes. */
const MOMENTS = ['09:15', '10:50', '14:20', '16:05'] as const;

const hour = (date: string, lot: () => number): string =>
  atLocal(date, MOMENTS[Math.floor(lot() * MOMENTS.length)] ?? MOMENTS[0]);

const RESULTS = [
  'Đã triển khai các nhiệm vụ được giao theo kế hoạch, tổ chức tuyên truyền tại các thôn và phối hợp với các đơn vị liên quan.',
  'Cơ bản hoàn thành các nội dung trong kỳ; đã rà soát, lập danh sách và hướng dẫn các hộ đăng ký tham gia.',
  'Các mô hình được duy trì ổn định; đã tổ chức tập huấn cho hội viên, nông dân và thành viên hợp tác xã.',
];
const DIFFICULTIES = [
  'Kinh phí hỗ trợ còn hạn chế, một số hộ chưa mạnh dạn tham gia.',
  'Nhân lực của đơn vị còn kiêm nhiệm nhiều việc.',
  '',
];
const PROPOSALS = ['Đề nghị Ủy ban nhân dân bố trí thêm kinh phí cho các mô hình điểm.', ''];
const NEXT = [
  'Tiếp tục thực hiện các nhiệm vụ được giao, tập trung vào các chỉ tiêu chưa đạt.',
  'Hoàn thành việc rà soát và nhân rộng các mô hình hiệu quả trong kỳ tới.',
];

const oneOf = (texts: readonly string[], lot: () => number): string =>
  texts[Math.floor(lot() * texts.length)] ?? '';

/** The target and the part of its figure that a field of the report form asks for. */
function targetOf(field: string): { id: string; part: string } | null {
  const [, id, part] = /^figures\.([^.]+)\.(value|numerator|denominator|assessment|note)$/.exec(field) ?? [];
  return id && part ? { id, part } : null;
}

/** Fills in what the page asks for; figures a little below or above the target that stands beside them. */
function reportFields(
  page: Page,
  {
    lot,
    who,
    due,
    goals,
  }: { lot: () => number; who: string; due: string; goals: ReadonlyMap<string, number> },
): Record<string, string> {
  const form = page.forms.find(({ action }) => action.endsWith('/bao-cao'));
  const fields: Record<string, string> = {
    results: `${oneOf(RESULTS, lot)} Kỳ báo cáo có hạn ngày ${formatDate(due)}.`,
    difficulties: oneOf(DIFFICULTIES, lot),
    proposals: oneOf(PROPOSALS, lot),
    nextPeriod: oneOf(NEXT, lot),
  };
  for (const [name] of form?.fields ?? []) {
    const asked = targetOf(name);
    if (!asked) continue;
    const { id, part } = asked;
    if (part === 'numerator' || part === 'value') fields[name] = String(goals.get(id) ?? 1);
    else if (part === 'denominator') fields[name] = '100';
    else if (part === 'assessment') fields[name] = 'Đang thực hiện, chất lượng được duy trì.';
    else fields[name] = `Số liệu do ${who} tổng hợp từ các thôn.`;
  }
  return fields;
}
