/** Who is behind a request: the member of staff of the session cookie, with role and commune. */
import type { MiddlewareHandler } from 'hono';
import type { Database } from '../../services/context';
import type { Ctx, Viewer, WebDeps, WebEnv } from '../deps';

async function viewerOf(db: Database, userId: string): Promise<Viewer | null> {
  const user = await db.user.findUnique({
    where: { id: userId },
    select: {
      id: true,
      name: true,
      email: true,
      role: true,
      title: true,
      active: true,
      organizationId: true,
      organization: { select: { name: true } },
    },
  });
  if (!user?.active) return null;
  const { organization, active: _active, ...rest } = user;
  return { ...rest, organizationName: organization.name };
}

/** Sets `viewer`; null without a valid session or with an account that was closed. */
export async function readSession(c: Ctx, { auth, db }: WebDeps): Promise<void> {
  if (!c.req.header('cookie')?.includes('dondoc.session_token')) return c.set('viewer', null);
  const session = await auth.api.getSession({ headers: c.req.raw.headers }).catch(() => null);
  c.set('viewer', session ? await viewerOf(db, session.user.id) : null);
}

/** Sends people without a session to the log-in page, and back to where they wanted to go afterwards. */
export const requireStaff: MiddlewareHandler<WebEnv> = async (c, next) => {
  if (c.get('viewer')) return next();
  const url = new URL(c.req.url);
  const target = c.req.method === 'GET' ? `?ve=${encodeURIComponent(url.pathname + url.search)}` : '';
  return c.redirect(`/dang-nhap${target}`, 303);
};

/** The viewer of a page behind {@link requireStaff}. */
export function staffOf(c: Ctx): Viewer {
  const viewer = c.get('viewer');
  if (!viewer) throw new Error('page without requireStaff');
  return viewer;
}
