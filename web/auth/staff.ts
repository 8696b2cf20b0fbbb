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
