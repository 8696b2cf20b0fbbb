/** A portal over a small commune in a real database, driven without a socket or, for a browser, on a free port. */

import { vi } from 'vitest';
import type { Database } from '../../services/context';
import { createReportLink, signToken } from '../../services/links';
import { type Register, seedRegister, vn } from '../../services/register.fixture';
import { createApp } from '../../web/app';
import { createStaffAccount } from '../../web/auth/staff';
import type { WebOptions } from '../../web/deps';
import { FormClient } from '../../web/form-client';
import { startWeb, type WebServer } from '../../web/server';
import { createTestDatabase } from '../harness/database';

// A test here logs people in, reads pages and sets type, step by step; on a machine that does other work that takes long.
vi.setConfig({ testTimeout: 300_000 });

export const ORIGIN = 'http://don-doc.test';
export const PASSWORD = 'mat-khau-rat-dai-2026';
const LINK_SECRET = 'link-secret-for-tests-0123456789abcdef';

export interface Portal {
  db: Database;
  register: Register;
  options: WebOptions;
  clock: { now(): Date; set(at: string): void };
  /** organizations whose workflows were told of a change */
  delivered: string[];
  client(): FormClient;
  /** A client with a staff session. */
  staff(role?: 'officer' | 'office_head' | 'leader' | 'admin'): Promise<FormClient>;
  /** Path of the link of a contact to a report: '/b/…'. */
  link(contact?: number, obligation?: number): Promise<string>;
  listen(): Promise<WebServer>;
}

export async function createPortal(
  options: { units?: number; now?: string } & Partial<WebOptions> = {},
): Promise<Portal> {
  const { db } = await createTestDatabase();
  const register = await seedRegister(db, options.units ? { units: options.units } : {});
  let now = vn(options.now ?? '2026-06-10T09:00:00');
  const clock = { now: () => now, set: (at: string) => (now = vn(at)) };
  const delivered: string[] = [];
  const webOptions: WebOptions = {
    db,
    clock,
    messenger: { deliver: async (organizationId) => void delivered.push(organizationId) },
    publicUrl: ORIGIN,
    authSecret: 'auth-secret-for-tests-0123456789abcdef',
    linkSecret: LINK_SECRET,
    intake: async () => {
      throw new Error('this test reads no documents');
    },
    ...options,
  };
  const app = createApp(webOptions);
  const client = () => new FormClient(ORIGIN, (request) => app.fetch(request));
  return {
    db,
    register,
    options: webOptions,
    clock,
    delivered,
    client,
    async staff(role = 'officer') {
      const email = `${role}@ha-dong.vi-du.vn`;
      const names = {
        officer: 'Nguyễn Thị Lan',
        office_head: 'Trần Văn Bình',
        leader: 'Lê Quang Minh',
        admin: 'Phạm Hoà',
      };
      if (!(await db.user.findUnique({ where: { email } }))) {
        const made = await createStaffAccount(db, register.service('2026-06-01'), {
          email,
          password: PASSWORD,
          name: names[role],
          role,
        });
        if (!made.ok) throw new Error(made.error.message);
      }
      const browser = client();
      await browser.submit(await browser.get('/dang-nhap'), '/dang-nhap', { email, password: PASSWORD });
      return browser;
    },
    async link(contact = 0, obligation = 0) {
      const contactId = register.contacts[contact];
      const obligationId = register.obligations[obligation];
      if (!contactId || !obligationId) throw new Error('no such contact or report in the fixture');
      const scope = { ...register.service('2026-06-01'), asOf: now };
      const linkId = await db.$transaction((tx) =>
        createReportLink(tx, scope, { contactId, obligationId, expiresAt: vn('2026-12-31') }),
      );
      return `/b/${signToken(linkId, LINK_SECRET)}`;
    },
    listen: () => {
      const { publicUrl: _own, ...rest } = webOptions;
      return startWeb(rest);
    },
  };
}
