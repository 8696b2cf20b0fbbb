/** Gives each new unit its people: contacts with mail addresses and Zalo accounts, one of them with a dead address. */
import { slugOf } from '../../domain/text';
import type { Commune } from './commune';
import type { Habit, UnitPeople } from './unit-people';
import type { World } from './world';

/** Every unit of the commune that has nobody yet; every second one follows the commune's Zalo account. */
export async function reachContacts(
  world: World,
  commune: Commune,
  people: UnitPeople,
  habitOf: (position: number) => Habit,
): Promise<void> {
  const { db } = world;
  const units = await db.unit.findMany({
    where: { organizationId: commune.id },
    include: { contacts: true },
    orderBy: [{ createdAt: 'asc' }, { name: 'asc' }],
  });
  for (const [position, unit] of units.entries()) {
    const habit = habitOf(position);
    people.habits.set(unit.id, habit);
    if (unit.contacts.length > 0) continue;
    const address = `${slugOf(unit.name).slice(0, 40)}-${position + 1}@${commune.slug}.demo.example.vn`;
    if (habit === 'dead_mail') world.mailbox.setAddressFault(address, 'dead');
    const focal = await addContact(world, commune, {
      unitId: unit.id,
      role: 'focal',
      name: `focal point ${position + 1} (demo)`,
      address,
    });
    if (position % 2 === 0 && habit !== 'dead_mail') await followZalo(world, commune, focal);
    const head = `truong-${address}`;
    await addContact(world, commune, {
      unitId: unit.id,
      role: 'head',
      name: `head ${position + 1} (demo)`,
      address: head,
    });
  }
}

async function addContact(
  { db, now }: World,
  commune: Commune,
  { unitId, role, name, address }: { unitId: string; role: 'focal' | 'head'; name: string; address: string },
): Promise<string> {
  const organizationId = commune.id;
  const contact = await db.contact.create({ data: { organizationId, unitId, role, name, createdAt: now() } });
  await db.contactRoute.create({
    data: { organizationId, contactId: contact.id, kind: 'email', address, createdAt: now() },
  });
  return contact.id;
}

async function followZalo({ db, now, zalo }: World, commune: Commune, contactId: string): Promise<void> {
  const user = zalo.control.createUser({ displayName: 'focal point (demo)' });
  await zalo.control.follow(user.id);
  await db.contactRoute.create({
    data: {
      organizationId: commune.id,
      contactId,
      kind: 'zalo',
      address: user.id,
      lastInteractionAt: now(),
      createdAt: now(),
    },
  });
}
