/** Who may do what (B96): one table, from roles to actions, and one question. */
import { ROLE_TERMS, type Role } from './terms';

export type { Role };

export const ACTIONS = {
  'report.view': 'xem báo cáo',
  'report.write': 'nhập báo cáo',
  'report.decide': 'duyệt hoặc trả lại báo cáo',
  'report.enter_paper': 'nhập báo cáo giấy',
  'report.exempt': 'miễn hoặc hủy báo cáo',
  'extension.request': 'xin gia hạn',
  'extension.decide': 'quyết định gia hạn',
  'deadline.edit': 'đổi hạn nộp',
  'plan.view': 'xem kế hoạch',
  'plan.edit': 'sửa kế hoạch',
  'plan.activate': 'đưa kế hoạch vào thực hiện',
  'calendar.edit': 'sửa lịch làm việc',
  'unit.edit': 'sửa đơn vị và đầu mối',
  'escalation.view': 'xem đề nghị đôn đốc',
  'escalation.decide': 'quyết định đề nghị đôn đốc',
  'summary.view': 'xem báo cáo tổng hợp',
  'summary.edit': 'sửa báo cáo tổng hợp',
  'summary.review': 'rà soát báo cáo tổng hợp',
  'summary.issue': 'phát hành báo cáo tổng hợp',
  'document.number': 'cấp số văn bản',
  'message.view': 'xem thông báo đã gửi',
  'audit.view': 'xem nhật ký',
  'audit.edit': 'sửa nhật ký',
  'settings.edit': 'sửa cấu hình',
} as const;

export type Action = keyof typeof ACTIONS;

/** How far a grant reaches: rows of the actor's own unit, or of the whole organization. */
type Reach = 'own_unit' | 'all';

const all = (...actions: Action[]): Partial<Record<Action, Reach>> =>
  Object.fromEntries(actions.map((action) => [action, 'all' as const]));
const own = (...actions: Action[]): Partial<Record<Action, Reach>> =>
  Object.fromEntries(actions.map((action) => [action, 'own_unit' as const]));

const OFFICER = all(
  'report.view',
  'report.decide',
  'report.enter_paper',
  'report.exempt',
  'extension.decide',
  'deadline.edit',
  'plan.view',
  'plan.edit',
  'plan.activate',
  'unit.edit',
  'escalation.view',
  'escalation.decide',
  'summary.view',
  'summary.edit',
  'message.view',
  'audit.view',
);

// 'audit.edit' is granted to nobody, administrators included (B96); it is listed so that the question has an answer.
const GRANTS: Record<Role, Partial<Record<Action, Reach>>> = {
  unit_contact: own('report.view', 'report.write', 'extension.request', 'plan.view'),
  unit_head: own('report.view', 'report.write', 'extension.request', 'plan.view'),
  officer: OFFICER,
  office_head: { ...OFFICER, ...all('summary.review', 'summary.issue', 'calendar.edit') },
  clerk: all('summary.view', 'document.number'),
  leader: all(
    'report.view',
    'plan.view',
    'escalation.view',
    'escalation.decide',
    'summary.view',
    'summary.issue',
    'message.view',
    'audit.view',
  ),
  admin: all('plan.view', 'calendar.edit', 'unit.edit', 'settings.edit', 'message.view', 'audit.view'),
};

export interface ActorFacts {
  organizationId: string;
  roles: readonly Role[];
  /** The units a contact speaks for. */
  unitIds: readonly string[];
}

export interface SubjectFacts {
  organizationId: string;
  /** The unit the row belongs to; absent for rows of the organization as a whole. */
  unitId?: string;
}

/** True where one of the actor's roles grants the action on that row. Another organization's rows are never reached. */
export function can(actor: ActorFacts, action: Action, subject: SubjectFacts): boolean {
  if (actor.organizationId !== subject.organizationId) return false;
  return actor.roles.some((role) => {
    const reach = GRANTS[role][action];
    if (reach === undefined) return false;
    // Plans carry no unit: a unit sees the plan it reports on, and within it only its own reports.
    if (reach === 'all' || subject.unitId === undefined) return reach === 'all' || action === 'plan.view';
    return actor.unitIds.includes(subject.unitId);
  });
}

/** Roles that hold an action, in words, for "ask one of these". */
export function holdersOf(action: Action): string[] {
  return Object.entries(GRANTS)
    .filter(([, grants]) => grants[action] === 'all')
    .map(([role]) => ROLE_TERMS[role as Role]);
}
