// `dondoc organizations`, `add-organization`, `add-staff`: what has to exist before anybody can log in.
import { randomBytes } from 'node:crypto';
import { Option } from 'commander';
import { audit, inTransaction, type Scope, SERVICE } from '../../services/context';
import { createStaffAccount } from '../../web/auth/staff';
import { withRegister } from '../service/register';
import { SetupError } from '../setup/report.mjs';
import type { Register } from './command';

const ROLES = ['officer', 'office_head', 'leader', 'admin'] as const;
const LEVELS = ['xa', 'phuong', 'dac_khu'] as const;
const SYSTEMS = ['chinh_quyen', 'dang'] as const;

export const registerOrganizations: Register = (program) => {
  program
    .command('organizations')
    .description('list the communes in the register: id, name, number of staff')
    .action(() =>
      withRegister(async (db) => {
        const all = await db.organization.findMany({
          select: { id: true, name: true, _count: { select: { users: true } } },
          orderBy: { createdAt: 'asc' },
        });
        for (const { id, name, _count } of all)
          process.stdout.write(`${id}\t${name}\t${_count.users} staff\n`);
        if (all.length === 0) process.stderr.write('There is none yet: dondoc -- add-organization --help\n');
      }),
    );

  program
    .command('add-organization')
    .description('add a commune')
    .requiredOption('--name <name>', 'full official name, as in letterheads: "Ủy ban nhân dân xã Bình An"')
    .requiredOption('--place <name>', 'place name in date lines: "Bình An"')
    .option('--parent <name>', 'the body above it: "Ủy ban nhân dân tỉnh …"')
    .addOption(new Option('--level <level>', 'kind of commune').choices(LEVELS).default('xa'))
    .addOption(
      new Option('--system <system>', 'state office or Party body').choices(SYSTEMS).default('chinh_quyen'),
    )
    .action((given: NewOrganization) =>
      withRegister(async (db) => {
        const name = given.name.normalize('NFC').trim();
        if (await db.organization.findUnique({ where: { name }, select: { id: true } })) {
          throw new SetupError(
            `"${name}" is in the register already.`,
            'See: npm run --silent dondoc -- organizations',
          );
        }
        const asOf = new Date();
        const id = await inTransaction(db, async (tx) => {
          const created = await tx.organization.create({
            data: {
              name,
              placeName: given.place.normalize('NFC').trim(),
              parentName: given.parent?.normalize('NFC').trim() ?? null,
              level: given.level,
              system: given.system,
              createdAt: asOf,
            },
            select: { id: true },
          });
          const scope: Scope = { organizationId: created.id, actor: SERVICE, asOf };
          await audit(tx, scope, {
            action: 'organization.created',
            subjectType: 'organization',
            subjectId: created.id,
          });
          return created.id;
        });
        process.stdout.write(`${id}\n`);
      }),
    );

  program
    .command('add-staff')
    .description('add a member of staff who can log in; prints a first password unless one is given')
    .requiredOption('--organization <id>', 'the commune (dondoc -- organizations)')
    .requiredOption('--email <address>', 'the address they log in with')
    .requiredOption('--name <name>', 'full name')
    .option('--title <title>', 'title in signatures: "Chánh Văn phòng"')
    .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).makeOptionMandatory())
    .addOption(new Option('--password <password>', 'otherwise one is made').env('DONDOC_NEW_PASSWORD'))
    .action((given: NewStaff) =>
      withRegister(async (db) => {
        const organizationId = given.organization;
        const known = /^[0-9a-f-]{36}$/i.test(organizationId)
          ? await db.organization.findUnique({ where: { id: organizationId }, select: { id: true } })
          : null;
        if (!known) {
          throw new SetupError(
            `There is no commune ${organizationId}.`,
            'See: npm run --silent dondoc -- organizations',
          );
        }
        const password = given.password ?? randomBytes(9).toString('base64url');
        const { email, name, role, title = null } = given;
        const scope: Scope = { organizationId, actor: SERVICE, asOf: new Date() };
        const made = await createStaffAccount(db, scope, { email, name, role, title, password });
        if (!made.ok)
          throw new SetupError(made.error.message, `Change --${made.error.field} and run it again.`);
        process.stdout.write(given.password ? 'Added.\n' : `Added. First password: ${password}\n`);
      }),
    );
};

interface NewOrganization {
  name: string;
  place: string;
  parent?: string;
  level: (typeof LEVELS)[number];
  system: (typeof SYSTEMS)[number];
}

interface NewStaff {
  organization: string;
  email: string;
  name: string;
  title?: string;
  role: (typeof ROLES)[number];
  password?: string;
}
