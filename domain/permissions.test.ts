import { describe, expect, it } from 'vitest';
import { ACTIONS, type ActorFacts, can, holdersOf, type Role } from './permissions';
import { ROLE_TERMS } from './terms';

const actor = (role: Role, unitIds: string[] = []): ActorFacts => ({
  organizationId: 'o1',
  roles: [role],
  unitIds,
});
const of = (unitId?: string, organizationId = 'o1') => ({ organizationId, ...(unitId ? { unitId } : {}) });

describe('permissions', () => {
  it('B96 shows a unit its own reports only', () => {
    const contact = actor('unit_contact', ['kt']);
    expect(can(contact, 'report.view', of('kt'))).toBe(true);
    expect(can(contact, 'report.view', of('vhxh'))).toBe(false);
    expect(can(contact, 'report.view', of())).toBe(false);
    expect(can(contact, 'plan.view', of())).toBe(true);
    expect(can(contact, 'deadline.edit', of('kt'))).toBe(false);
  });

  it('B96 shows leaders all and lets the office edit deadlines', () => {
    expect(can(actor('leader'), 'report.view', of('kt'))).toBe(true);
    expect(can(actor('leader'), 'deadline.edit', of('kt'))).toBe(false);
    expect(can(actor('officer'), 'deadline.edit', of('kt'))).toBe(true);
  });

  it('B96 lets nobody edit the audit log, administrators included', () => {
    for (const role of Object.keys(ROLE_TERMS) as Role[]) {
      expect(can(actor(role, ['kt']), 'audit.edit', of('kt'))).toBe(false);
    }
  });

  it('reaches no row of another organization', () => {
    for (const action of Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]) {
      for (const role of Object.keys(ROLE_TERMS) as Role[]) {
        expect(can(actor(role, ['kt']), action, of('kt', 'o2'))).toBe(false);
      }
    }
  });

  it('names who may do what another may not', () => {
    expect(holdersOf('deadline.edit')).toEqual(['chuyên viên Văn phòng', 'Chánh Văn phòng']);
    expect(holdersOf('audit.edit')).toEqual([]);
  });
});
