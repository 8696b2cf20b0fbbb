/** Who decides proposals today: the office's approvers, replaced by their delegates for the days they named (B74). */
import type { Scope, Tx } from './context';
import { today } from './obligations';
import { settingsOf } from './settings';
import { staffWith, withDelegates } from './staff';

/** Approvers named in the settings, else the commune's officers and office head (reporting-regime §5.5). */
export async function approversOf(tx: Tx, scope: Scope): Promise<string[]> {
  const { organizationId } = scope;
  const { approverIds } = await settingsOf(tx, organizationId);
  const staff = await staffWith(tx, organizationId, ['officer', 'office_head']);
  const named = staff.filter(({ id }) => approverIds.includes(id));
  const people = named.length > 0 ? named : staff;
  return withDelegates(
    tx,
    organizationId,
    people.map(({ id }) => id),
    today(scope),
  );
}

/** Who is reminded when the approvers stay silent: the deputy of the settings, else the office head. */
export async function deputyOf(tx: Tx, scope: Scope): Promise<string[]> {
  const { organizationId } = scope;
  const { deputyId } = await settingsOf(tx, organizationId);
  const staff = await staffWith(tx, organizationId, ['officer', 'office_head', 'leader']);
  const named = staff.filter(({ id }) => id === deputyId);
  const heads = staff.filter(({ role }) => role === 'office_head');
  const people = named.length > 0 ? named : heads.length > 0 ? heads : staff;
  return withDelegates(
    tx,
    organizationId,
    people.map(({ id }) => id),
    today(scope),
  );
}
