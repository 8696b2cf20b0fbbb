// `dondoc organizations`, `add-organization`, `add-staff`: what has to exist before anybody can log in.
import { Option } from 'commander';
import type { NewOrganization, NewStaff } from '../service/communes';
import type { Register } from './command';

export const registerOrganizations: Register = (program) => {
  program
    .command('organizations')
    .description('list the communes in the register: id, name, number of staff')
    .action(async () => {
      const { listOrganizations } = await import('../service/communes');
      const all = await listOrganizations();
      for (const { id, name, staff } of all) process.stdout.write(`${id}\t${name}\t${staff} staff\n`);
      if (all.length === 0) process.stderr.write('There is none yet: dondoc -- add-organization --help\n');
    });

  program
    .command('add-organization')
    .description('add a commune')
    .requiredOption('--name <name>', 'full official name, as in letterheads: "Ủy ban nhân dân xã Bình An"')
    .requiredOption('--place <name>', 'place name in date lines: "Bình An"')
    .option('--parent <name>', 'the body above it: "Ủy ban nhân dân tỉnh …"')
    .addOption(
      new Option('--level <level>', 'kind of commune').choices(['xa', 'phuong', 'dac_khu']).default('xa'),
    )
    .addOption(
      new Option('--system <system>', 'state office or Party body')
        .choices(['chinh_quyen', 'dang'])
        .default('chinh_quyen'),
    )
    .action(async (given: NewOrganization) => {
      const { addOrganization } = await import('../service/communes');
      process.stdout.write(`${await addOrganization(given)}\n`);
    });

  program
    .command('add-staff')
    .description('add a member of staff who can log in; prints a first password unless one is given')
    .requiredOption('--organization <id>', 'the commune (dondoc -- organizations)')
    .requiredOption('--email <address>', 'the address they log in with')
    .requiredOption('--name <name>', 'full name')
    .option('--title <title>', 'title in signatures: "Chánh Văn phòng"')
    .addOption(
      new Option('--role <role>', 'what they may do')
        .choices(['officer', 'office_head', 'leader', 'admin'])
        .makeOptionMandatory(),
    )
    .addOption(new Option('--password <password>', 'otherwise one is made').env('DONDOC_NEW_PASSWORD'))
    .action(async (given: NewStaff) => {
      const { addStaff } = await import('../service/communes');
      const password = await addStaff(given);
      process.stdout.write(password ? `Added. First password: ${password}\n` : 'Added.\n');
    });
};
