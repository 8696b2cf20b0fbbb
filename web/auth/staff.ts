/** Makes and changes staff accounts; the only way in, as nobody can sign up by themselves. */
import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { audit, type Database, inTransaction, type Scope } from '../../services/context';
import type { StaffRole } from '../deps';
import { MIN_PASSWORD_LENGTH } from './auth';

export interface NewStaff {
  email: string;
  password: string;
  name: string;
  role: StaffRole;
  /** Title in signatures: 'Chánh Văn phòng'. */
  title?: string | null;
}

export type StaffResult =
  | { ok: true; userId: string }
  | { ok: false; error: { code: string; field: string; message: string } };

const refuse = (code: string, field: string, message: string): StaffResult => ({
  ok: false,
  error: { code, field, message },
});

/** Creates an account with a password. `field` of an error is the form field: email, password or name. */
export async function createStaffAccount(db: Database, scope: Scope, input: NewStaff): Promise<StaffResult> {
  const email = input.email.trim().toLowerCase();
  const name = input.name.trim();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    return refuse('EMAIL_INVALID', 'email', 'Địa chỉ thư điện tử chưa đúng. Nhập dạng ten@xa.gov.vn.');
  }
  if (name === '')
    return refuse('NAME_MISSING', 'name', 'Chưa có họ tên. Nhập họ tên đầy đủ của người dùng.');
  if (input.password.length < MIN_PASSWORD_LENGTH) {
    return refuse(
      'PASSWORD_SHORT',
      'password',
      `Mật khẩu quá ngắn. Dùng ít nhất ${MIN_PASSWORD_LENGTH} ký tự, ví dụ một câu dễ nhớ.`,
    );
  }
  const known = await db.user.findUnique({ where: { email }, select: { id: true } });
  if (known) {
    return refuse(
      'EMAIL_TAKEN',
      'email',
      'Địa chỉ thư này đã có tài khoản. Dùng địa chỉ khác hoặc đặt lại mật khẩu.',
    );
  }
  // Hashing takes about 100 ms on purpose, so it stays outside the transaction.
  const password = await hashPassword(input.password);
  const userId = randomUUID();
  await inTransaction(db, async (tx) => {
    await tx.user.create({
      data: {
        id: userId,
        organizationId: scope.organizationId,
        role: input.role,
        title: input.title ?? null,
        name,
        email,
        emailVerified: true,
        createdAt: scope.asOf,
        updatedAt: scope.asOf,
        accounts: {
          create: {
            id: randomUUID(),
            accountId: userId,
            providerId: 'credential',
            password,
            createdAt: scope.asOf,
            updatedAt: scope.asOf,
          },
        },
      },
    });
    await audit(tx, scope, {
      action: 'staff.created',
      subjectType: 'user',
      subjectId: userId,
      after: { role: input.role },
    });
  });
  return { ok: true, userId };
}

type StaffChange = { ok: true } | { ok: false; error: { code: string; field: string; message: string } };

/** Changes role, title or whether the account is open. A closed account's sessions end at once. */
export async function changeStaffAccount(
  db: Database,
  scope: Scope,
  input: { userId: string; role?: StaffRole; title?: string | null; active?: boolean },
): Promise<StaffChange> {
  const { userId, ...change } = input;
  return inTransaction(db, async (tx): Promise<StaffChange> => {
    const { organizationId } = scope;
    const user = await tx.user.findUnique({ where: { organizationId_id: { organizationId, id: userId } } });
    if (!user)
      return {
        ok: false,
        error: { code: 'NOT_FOUND', field: 'userId', message: 'Không tìm thấy tài khoản này.' },
      };
    const losesAdmin =
      user.role === 'admin' && (change.active === false || (change.role && change.role !== 'admin'));
    if (losesAdmin && (await tx.user.count({ where: { organizationId, role: 'admin', active: true } })) < 2) {
      const message = 'Đây là quản trị viên cuối cùng. Giao quyền quản trị cho người khác trước.';
      return { ok: false, error: { code: 'LAST_ADMIN', field: 'userId', message } };
    }
    await tx.user.update({ where: { id: userId }, data: { ...change, updatedAt: scope.asOf } });
    if (change.active === false) await tx.session.deleteMany({ where: { userId } });
    await audit(tx, scope, {
      action: 'staff.changed',
      subjectType: 'user',
      subjectId: userId,
      before: { role: user.role, title: user.title, active: user.active },
      after: { ...change },
    });
    return { ok: true };
  });
}

/** Sets a new password and ends every session of the account. */
export async function resetPassword(
  db: Database,
  scope: Scope,
  { userId, password }: { userId: string; password: string },
): Promise<StaffChange> {
  if (password.length < MIN_PASSWORD_LENGTH) {
    const message = `Mật khẩu quá ngắn. Dùng ít nhất ${MIN_PASSWORD_LENGTH} ký tự, ví dụ một câu dễ nhớ.`;
    return { ok: false, error: { code: 'PASSWORD_SHORT', field: 'password', message } };
  }
  const hashed = await hashPassword(password);
  return inTransaction(db, async (tx): Promise<StaffChange> => {
    const user = await tx.user.findUnique({
      where: { organizationId_id: { organizationId: scope.organizationId, id: userId } },
      select: { id: true },
    });
    if (!user)
      return {
        ok: false,
        error: { code: 'NOT_FOUND', field: 'userId', message: 'Không tìm thấy tài khoản này.' },
      };
    await tx.account.updateMany({
      where: { userId, providerId: 'credential' },
      data: { password: hashed, updatedAt: scope.asOf },
    });
    await tx.session.deleteMany({ where: { userId } });
    await audit(tx, scope, { action: 'staff.password_reset', subjectType: 'user', subjectId: userId });
    return { ok: true };
  });
}
