/** The commune's escalation chain as it stands now; a proposal keeps the copy it was made under (B68). */
import { type EscalationPolicy, resolveLevel } from '../domain/escalation';
import type { ClockTime } from '../domain/time';
import type { Tx } from './context';
import { sha256 } from './files';
import { policyOf, settingsOf } from './settings';
import { staffWith } from './staff';

/** Chain with the people of each level as they were when it was read. */
export interface Chain {
  version: string;
  levels: { level: number; name: string; userIds: string[] }[];
  /** levels passed over because nobody was there (B72) */
  skipped: { level: number; reason: string }[];
}

export async function escalationPolicyOf(
  tx: Tx,
  organizationId: string,
  planId: string,
): Promise<{ policy: EscalationPolicy; chain: Chain }> {
  const settings = await settingsOf(tx, organizationId);
  const { graceWorkingDays } = await policyOf(tx, organizationId, planId);
  const { levels: configured, spacingWorkingDays, maxPerLevel, proposeAt } = settings.escalation;
  const staff = await staffWith(tx, organizationId, ['officer', 'office_head', 'leader', 'admin']);
  const levels = configured.map(({ level, name, userIds, role }) => ({
    level,
    name,
    userIds: staff.filter((user) => userIds.includes(user.id) || user.role === role).map(({ id }) => id),
  }));
  const version = sha256(Buffer.from(JSON.stringify(levels))).slice(0, 16);
  return {
    chain: { version, levels, skipped: [] },
    policy: {
      version,
      levels: levels.map(({ level, name }) => ({ level, name })),
      graceWorkingDays,
      spacingWorkingDays,
      maxPerLevel,
      approverReminderWorkingDays: settings.approverReminderWorkingDays,
      fourEyes: settings.fourEyes,
      proposeAt: proposeAt as ClockTime,
    },
  };
}

/** The level that has somebody, from the wanted one upward; null where every one of them is empty (B72). */
export function levelWithPeople(
  chain: Chain,
  level: number,
): { level: number; userIds: readonly string[]; skipped: Chain['skipped'] } | null {
  const resolved = resolveLevel({
    level,
    policy: { levels: chain.levels },
    recipientsOf: (wanted) => chain.levels.find((entry) => entry.level === wanted)?.userIds ?? [],
  });
  return resolved.ok
    ? { level: resolved.level, userIds: resolved.recipients, skipped: resolved.skipped }
    : null;
}
