/** The office's people: they confirm plans by a written policy, receive reports, decide proposals, review and issue summaries. */
import { foldVietnamese } from '../../domain/text';
import type { Reading } from '../../services/reading';
import { readingSchema } from '../../services/reading';
import { FormClient, type Page } from '../../web/form-client';
import type { Commune, Staff } from './commune';
import { demoPassword } from './commune';
import policy from './officer-policy.json';
import type { World } from './world';

export interface PlanFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

const INDEPENDENT =
  /(?<!\p{L})(mặt trận|(?<!xã )hội|đoàn|hợp tác xã|htx|doanh nghiệp|tổ hợp tác|các tổ chức)(?!\p{L})/u;

export class Office {
  private readonly browsers = new Map<Staff['role'], FormClient>();

  constructor(
    private readonly world: World,
    readonly commune: Commune,
    private readonly say: (line: string) => void,
  ) {}

  /** The browser of this member of staff, logged in once: a session ends by the machine's clock, which the play does not move. */
  async browser(role: Staff['role']): Promise<FormClient> {
    const known = this.browsers.get(role);
    if (known) return known;
    const client = new FormClient(this.world.web.url);
    const page = await client.get('/dang-nhap');
    const home = await client.submit(page, '/dang-nhap', {
      email: this.commune.staff[role].email,
      password: demoPassword,
    });
    if (home.url.endsWith('/dang-nhap')) throw new Error(`log-in refused: ${home.text.slice(0, 200)}`);
    this.browsers.set(role, client);
    return client;
  }

  /** Uploads the document and leads it to activation; returns the plan's id. */
  async takeUp(file: PlanFile, issuedOn: string): Promise<string> {
    const client = await this.browser('officer');
    const uploaded = await client.submit(await client.get('/ke-hoach'), '/ke-hoach', { file });
    const planId = /\/ke-hoach\/([0-9a-f-]{36})/.exec(uploaded.url)?.[1];
    if (!planId)
      throw new Error(`upload of ${file.name} refused: ${uploaded.status} ${uploaded.text.slice(0, 400)}`);
    await this.answerQuestions(client, planId);
    await this.confirmIdentity(client, planId, issuedOn);
    const units = await this.confirmUnits(client, planId);
    await this.assignTargets(client, planId, units);
    await this.confirmRules(client, planId, units);
    return planId;
  }

  async activate(planId: string): Promise<void> {
    const client = await this.browser('officer');
    const check = await client.get(`/ke-hoach/${planId}/kiem-tra`);
    let done = await client.submit(check, `/ke-hoach/${planId}/kich-hoat`);
    if (done.status === 422) {
      this.say(`The office sets the decree's dates for all reports: ${saidOn(done)}`);
      await this.setByDecree(client, planId);
      done = await client.submit(
        await client.get(`/ke-hoach/${planId}/kiem-tra`),
        `/ke-hoach/${planId}/kich-hoat`,
      );
    }
    const plan = await this.world.db.plan.findUniqueOrThrow({ where: { id: planId } });
    if (plan.state !== 'active') throw new Error(`not activated: ${done.status} ${saidOn(done)}`);
  }

  private async answerQuestions(client: FormClient, planId: string): Promise<void> {
    const open = await this.world.db.planQuestion.findMany({
      where: { planId, answeredAt: null },
      orderBy: { position: 'asc' },
    });
    const answers: Record<string, string> = policy.questions;
    for (const { id, code } of open) {
      const page = await client.get(`/ke-hoach/${planId}?phan=cau-hoi`);
      const action = `/ke-hoach/${planId}/cau-hoi/${id}`;
      await accepted(
        client.submit(page, action, { answer: '__khac', answerOther: answers[code] ?? answers['*'] ?? '' }),
      );
    }
  }

  private async confirmIdentity(client: FormClient, planId: string, issuedOn: string): Promise<void> {
    const plan = await this.world.db.plan.findUniqueOrThrow({ where: { id: planId } });
    const page = await client.get(`/ke-hoach/${planId}?phan=thong-tin`);
    const known = plan.number !== null && plan.issuedOn !== null;
    const term =
      plan.termFrom && plan.termTo
        ? {}
        : { termFrom: issuedOn, termTo: `${lastYear(plan.reading, issuedOn)}-12-31` };
    await accepted(
      client.submit(page, `/ke-hoach/${planId}/thong-tin`, {
        ...(known ? {} : { identityWaiver: policy.identity.missingNumberWaiver }),
        ...term,
      }),
    );
  }

  /** Every listed unit of the document becomes one of the register, found again by name where it is there. */
  private async confirmUnits(client: FormClient, planId: string): Promise<string[]> {
    const plan = await this.world.db.plan.findUniqueOrThrow({ where: { id: planId } });
    const reading = readingSchema.parse(plan.reading);
    const existing = await this.world.db.unit.findMany({ where: { organizationId: this.commune.id } });
    const values: Record<string, string> = {};
    const own = foldVietnamese(this.commune.name);
    for (const unit of reading.units) {
      const name = unit.normalized ?? unit.name;
      const found = existing.find((candidate) => foldVietnamese(candidate.name) === foldVietnamese(name));
      const skip = unit.scope !== 'listed' || foldVietnamese(name) === own;
      values[`unit.${unit.id}.choice`] = skip ? 'ignore' : (found?.id ?? 'new');
      values[`unit.${unit.id}.name`] = name;
      values[`unit.${unit.id}.kind`] = INDEPENDENT.test(name.toLocaleLowerCase('vi'))
        ? 'independent'
        : 'subordinate';
    }
    const page = await client.get(`/ke-hoach/${planId}?phan=don-vi`);
    await accepted(client.submit(page, `/ke-hoach/${planId}/don-vi`, values));
    const confirmed = await this.world.db.plan.findUniqueOrThrow({ where: { id: planId } });
    const entry = (confirmed.corrections as { field: string; value: Record<string, string | null> }[]).find(
      ({ field }) => field === 'units',
    );
    return [...new Set(Object.values(entry?.value ?? {}).filter((id): id is string => id !== null))];
  }

  /** A target that names nobody is reported on by the first three units of the plan (policy: reporting.targets). */
  private async assignTargets(client: FormClient, planId: string, unitIds: string[]): Promise<void> {
    const plan = await this.world.db.plan.findUniqueOrThrow({ where: { id: planId } });
    const { targets } = readingSchema.parse(plan.reading);
    const open = targets.filter(
      ({ scope, responsible_units }) => scope === 'main' && responsible_units.length === 0,
    );
    if (open.length === 0) return;
    const page = await client.get(`/ke-hoach/${planId}?phan=chi-tieu`);
    const chosen = unitIds.slice(0, 3);
    const values = Object.fromEntries(open.map(({ id }) => [`target.${id}`, chosen]));
    await accepted(client.submit(page, `/ke-hoach/${planId}/chi-tieu`, values));
  }

  /** The page said why the printed days cannot stand: all rules of the plan get the decree's (policy: reporting.whenRefused). */
  private async setByDecree(client: FormClient, planId: string): Promise<void> {
    const rules = await this.world.db.reportingRule.findMany({
      where: { planId, active: true },
      include: { units: true },
      orderBy: { position: 'asc' },
    });
    for (const { id, units } of rules) {
      const page = await client.get(`/ke-hoach/${planId}?phan=che-do`);
      const unitIds = units.map(({ unitId }) => unitId);
      const values = { ...BY_DECREE, unitIds, action: 'confirm' };
      await accepted(client.submit(page, `/ke-hoach/${planId}/che-do/${id}`, values));
    }
  }

  private async confirmRules(client: FormClient, planId: string, unitIds: string[]): Promise<void> {
    const rules = await this.world.db.reportingRule.findMany({
      where: { planId, active: true },
      orderBy: { position: 'asc' },
    });
    for (const rule of rules) {
      const page = await client.get(`/ke-hoach/${planId}?phan=che-do`);
      const { sourceKind, sourceText, rollPolicy, strictness } = policy.reporting;
      const stated = (rule.deadlineSource as { kind: string }).kind === 'passage';
      const action = `/ke-hoach/${planId}/che-do/${rule.id}`;
      const confirmed = { unitIds, rollPolicy, strictness, action: 'confirm' };
      const source = stated ? {} : { sourceKind, sourceText };
      const answer = await client.submit(page, action, { ...confirmed, ...source, deadlineKind: 'keep' });
      if (answer.status === 422) {
        this.say(`The office sets the decree's dates for ${rule.name}: ${saidOn(answer)}`);
        await accepted(client.submit(answer, action, { ...confirmed, ...BY_DECREE }));
      } else await accepted(Promise.resolve(answer));
    }
  }
}

const BY_DECREE = {
  preset: 'ND09',
  closings: '',
  milestones: '',
  deadlineKind: 'workingDaysAfterCutoff',
  workingDays: '2',
  sourceKind: 'person',
  sourceText: policy.reporting.whenRefused,
};

/** What a page that refused a form says, without its menu. */
const saidOn = ({ text }: Page): string =>
  text.slice(Math.max(0, text.indexOf('Chưa thực hiện được'))).slice(0, 500);

/** A form that was refused stops the play with what the page said. */
export async function accepted(page: Promise<Page>): Promise<Page> {
  const answer = await page;
  if (answer.status >= 400) throw new Error(`refused (${answer.status}) at ${answer.url}: ${saidOn(answer)}`);
  return answer;
}

/** The policy for a document without a term: the year of its last milestone, at least the year of its issue. */
function lastYear(reading: unknown, issuedOn: string): number {
  const { targets }: Reading = readingSchema.parse(reading);
  const years = targets.flatMap(({ milestone_year: year }) => (year === null ? [] : [year]));
  return Math.max(Number(issuedOn.slice(0, 4)), ...years);
}
