/** `index.html`: one page a person wants to look at: documents, what was asked of whom, what was sent, decided and summed up. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatCount, formatDate, formatDateWithWeekday, formatInstant } from '../../domain/format';
import {
  ESCALATION_STATE_TERMS,
  OBLIGATION_STATE_TERMS,
  PLAN_STATE_TERMS,
  SYSTEM_TERMS,
  TIMELINESS_TERMS,
} from '../../domain/terms';
import { foldVietnamese } from '../../domain/text';
import { localDate } from '../../domain/time';
import type { PlayDocument } from './documents';
import type { ExportedDocument } from './export';
import type { Ledger } from './ledger';
import { TIMELINE_STYLE } from './timeline-style';

interface Play {
  ledger: Ledger;
  documents: readonly PlayDocument[];
  files: readonly ExportedDocument[];
}

type Plan = Ledger['plans'][number];

export function writeTimeline(out: string, play: Play): void {
  mkdirSync(join(out, 'plans'), { recursive: true });
  for (const { name, bytes } of play.documents) writeFileSync(join(out, 'plans', name), bytes);
  writeFileSync(join(out, 'index.html'), page(out, play));
}

const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const link = (href: string, text: string): string =>
  `<a href="${escapeHtml(encodeURI(href))}">${escapeHtml(text)}</a>`;

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);

function page(out: string, play: Play): string {
  const { ledger } = play;
  const { from, until } = ledger.run as { from: string; until: string };
  const mails = readdirSync(join(out, 'mail')).filter((name) => name.endsWith('.eml')).length;
  const zalo = readdirSync(join(out, 'zalo')).length;
  const received = ledger.submissions.filter(({ submittedAt }) => submittedAt !== null);
  const figures = [
    [ledger.plans.length, 'kế hoạch'],
    [ledger.obligations.length, 'báo cáo phải nộp'],
    [received.length, 'bản báo cáo đã nhận'],
    [mails, 'thư điện tử'],
    [zalo, 'tin Zalo'],
    [ledger.escalations.length, 'đề nghị đôn đốc'],
    [ledger.summaries.filter(({ state }) => state === 'issued').length, 'báo cáo tổng hợp đã phát hành'],
  ] as const;
  const communes = ledger.organizations
    .map((organization) => ({
      organization,
      plans: ledger.plans.filter(({ organizationId }) => organizationId === organization.id),
    }))
    .filter(({ plans }) => plans.length > 0);
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Đôn Đốc: diễn thử từ ${formatDate(from)}</title><style>${TIMELINE_STYLE}</style></head>
<body><header><h1>Đôn Đốc: diễn thử</h1>
<p>Từ ${formatDateWithWeekday(from)} đến ${formatDateWithWeekday(localDate(until))}. Mọi người trong bản diễn thử đều là nhân vật theo kịch bản, ghi rõ “(demo)”.</p>
<ul class="figures">${figures.map(([value, label]) => `<li><b>${value}</b> ${label}</li>`).join('')}</ul>
<nav>${link('ledger.json', 'ledger.json')} · ${link('mail/', 'thư (.eml)')} · ${link('zalo/', 'tin Zalo (.json)')} · ${link('documents/', 'văn bản (docx, pdf)')}</nav></header>
<main>${communes
    .map(
      ({ organization, plans }) => `<section><h2>${escapeHtml(organization.name)}</h2>
<p class="muted">Khối ${SYSTEM_TERMS[organization.system]}</p>
${plans.map((plan) => planSection(play, plan)).join('')}</section>`,
    )
    .join('')}</main></body></html>
`;
}

function planSection(play: Play, plan: Plan): string {
  const title = foldVietnamese(plan.title);
  const source = play.documents.find(({ reading }) => foldVietnamese(reading.document.title ?? '') === title);
  const open = play.ledger.questions.filter(({ planId }) => planId === plan.id);
  const term =
    plan.termFrom && plan.termTo ? `${formatDate(plan.termFrom)} – ${formatDate(plan.termTo)}` : 'chưa rõ';
  return `<article><h3>${escapeHtml(plan.title)}</h3>
<p>${source ? `${link(`plans/${source.name}`, 'Văn bản')} · ` : ''}${capital(PLAN_STATE_TERMS[plan.state])} · thời gian thực hiện ${term}
 · ${open.length} câu hỏi, ${open.filter(({ answeredAt }) => answeredAt !== null).length} đã trả lời</p>
<details><summary>Câu hỏi và trả lời của Văn phòng</summary><ul>${open
    .map(
      ({ message, answer, answeredBy }) =>
        `<li>${escapeHtml(message)} <i>→ ${escapeHtml(typeof answer === 'string' ? answer : 'chưa trả lời')}</i>${answeredBy ? ` <span class="muted">${escapeHtml(answeredBy)}</span>` : ''}</li>`,
    )
    .join('')}</ul></details>
${matrix(play.ledger, plan)}
<details><summary>Dòng thời gian</summary><ol class="line">${events(play, plan)
    .map(({ at, kind, html }) => `<li class="${kind}"><time>${formatInstant(at)}</time> ${html}</li>`)
    .join('')}</ol></details></article>`;
}

/** Units down, periods across: how each report ended. */
function matrix(ledger: Ledger, plan: Plan): string {
  const periods = ledger.periods.filter(({ planId, state }) => planId === plan.id && state !== 'planned');
  const obligations = ledger.obligations.filter(({ planId }) => planId === plan.id);
  const units = [...new Set(obligations.map(({ unit }) => unit))];
  if (periods.length === 0) return '<p>Chưa có kỳ báo cáo nào mở trong thời gian diễn thử.</p>';
  const cell = (unit: string, periodId: string): string => {
    const found = obligations.find(
      (obligation) => obligation.unit === unit && obligation.periodId === periodId,
    );
    if (!found) return '<td></td>';
    const word = found.timeliness
      ? TIMELINESS_TERMS[found.timeliness as keyof typeof TIMELINESS_TERMS]
      : found.state === 'open'
        ? 'chưa nộp'
        : OBLIGATION_STATE_TERMS[found.state];
    const tone = found.timeliness ?? found.state;
    return `<td class="${tone}">${escapeHtml(word)}</td>`;
  };
  return `<div class="wide"><table><thead><tr><th>Đơn vị</th>${periods
    .map(
      ({ label, dueAt }) =>
        `<th>${escapeHtml(label)}<br><span class="muted">hạn ${formatDate(localDate(dueAt))}</span></th>`,
    )
    .join('')}</tr></thead><tbody>${units
    .map((unit) => `<tr><th>${escapeHtml(unit)}</th>${periods.map(({ id }) => cell(unit, id)).join('')}</tr>`)
    .join('')}</tbody></table></div>`;
}

interface Event {
  at: string;
  kind: 'plan' | 'reminder' | 'report' | 'decision' | 'document';
  html: string;
}

const SENT = new Set(['sent', 'delivered', 'read']);
const STEP_WORDS: Record<string, string> = {
  reminder: 'Nhắc',
  letter: 'Gửi công văn',
  change_notice: 'Báo đổi hạn',
};

function events({ ledger, files }: Play, plan: Plan): Event[] {
  const obligations = new Map(
    ledger.obligations.filter(({ planId }) => planId === plan.id).map((row) => [row.id, row]),
  );
  const periodOf = new Map(ledger.periods.map((period) => [period.id, period]));
  const label = (obligationId: string): string => {
    const obligation = obligations.get(obligationId);
    return obligation ? `${obligation.unit}, ${periodOf.get(obligation.periodId)?.label ?? ''}` : '';
  };
  const list: Event[] = [];
  if (plan.activatedAt) list.push({ at: plan.activatedAt, kind: 'plan', html: 'Kế hoạch được kích hoạt' });
  list.push(...reminders(ledger, obligations, periodOf));
  for (const submission of ledger.submissions) {
    if (!submission.submittedAt || !obligations.has(submission.obligationId)) continue;
    const version = submission.version > 1 ? ` (bản ${submission.version})` : '';
    const text = `${label(submission.obligationId)}: nộp báo cáo${version}, biên nhận ${submission.receiptNumber ?? ''}`;
    list.push({ at: submission.submittedAt, kind: 'report', html: escapeHtml(text) });
  }
  for (const escalation of ledger.escalations) {
    if (!obligations.has(escalation.obligationId)) continue;
    const who = label(escalation.obligationId);
    list.push({ at: escalation.proposedAt, kind: 'decision', html: escapeHtml(`Đề nghị đôn đốc: ${who}`) });
    if (!escalation.decidedAt) continue;
    const word = ESCALATION_STATE_TERMS[escalation.state];
    const reason = escalation.decisionReason ? `: ${escalation.decisionReason}` : '';
    const html = escapeHtml(`${escalation.decidedBy ?? ''} quyết định (${word})${reason} – ${who}`);
    list.push({ at: escalation.decidedAt, kind: 'decision', html });
    if (!escalation.issuedAt) continue;
    const letter = `${escapeHtml(`Công văn đôn đốc: ${who}`)}${linksTo(files, escalation.documentId)}`;
    list.push({ at: escalation.issuedAt, kind: 'document', html: letter });
  }
  for (const summary of ledger.summaries) {
    if (summary.planId !== plan.id || !summary.issuedAt) continue;
    const links = linksTo(files, summary.documentId);
    const name =
      summary.number === 0 ? 'Báo cáo tổng hợp' : `Báo cáo bổ sung số ${formatCount(summary.number)}`;
    const html = `${escapeHtml(`${name} ${summary.halfYear}, ${summary.issuedBy ?? ''} phát hành`)}${links}`;
    list.push({ at: summary.issuedAt, kind: 'document', html });
  }
  return list.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function linksTo(files: readonly ExportedDocument[], documentId: string | null): string {
  const file = files.find(({ id }) => id === documentId);
  return file ? `: ${link(file.pdf, 'PDF')}, ${link(file.docx, 'docx')}` : '';
}

/** One line for all messages of one kind, step and day: fifteen reminders are one event of the day. */
function reminders(
  ledger: Ledger,
  obligations: ReadonlyMap<string, Ledger['obligations'][number]>,
  periodOf: ReadonlyMap<string, Ledger['periods'][number]>,
): Event[] {
  const groups = new Map<
    string,
    { at: string; kind: string; step: string; label: string; email: number; zalo: number }
  >();
  for (const message of ledger.messages) {
    if (!message.sentAt || !SENT.has(message.state) || !(message.kind in STEP_WORDS)) continue;
    for (const item of message.items) {
      const obligation = obligations.get(item.obligationId);
      if (!obligation) continue;
      const key = `${message.kind}/${item.step}/${localDate(message.sentAt)}/${obligation.periodId}`;
      const label = periodOf.get(obligation.periodId)?.label ?? '';
      const group = groups.get(key) ?? {
        at: message.sentAt,
        kind: message.kind,
        step: item.step,
        label,
        email: 0,
        zalo: 0,
      };
      if (message.channel === 'zalo') group.zalo += 1;
      else group.email += 1;
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ at, kind, step, label, email, zalo }) => ({
    at,
    kind: 'reminder',
    html: escapeHtml(`${STEP_WORDS[kind] ?? ''} (${step}) ${label}: ${email} thư, ${zalo} tin Zalo`),
  }));
}
