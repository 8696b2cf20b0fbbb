/** "Nhận thông báo qua Zalo": the person behind a link gets a code that connects their own account. */
import { Hono } from 'hono';
import type { Database } from '../../../services/context';
import { issueZaloCode } from '../../../services/zalo-connection';
import type { WebDeps, WebEnv } from '../../deps';
import { page, problemOf } from '../../http/respond';
import { Button, ErrorSummary, Form } from '../../ui/form';
import { LinkPage } from '../../ui/layout';
import { ZaloSteps } from '../../ui/zalo-code';
import { pathOf } from './context';
import type { Frame } from './send-routes';

/** True where messages reach the contact on Zalo already. */
export async function isConnected(db: Database, organizationId: string, contactId: string): Promise<boolean> {
  const where = { organizationId, contactId, kind: 'zalo', state: 'active' } as const;
  return (await db.contactRoute.count({ where })) > 0;
}

export function zaloRoutes(deps: WebDeps, { behindLink }: Pick<Frame, 'behindLink'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  // Without an account of the commune there is nothing to connect to.
  if (!deps.zalo) return app;

  app.get(
    '/b/:token/zalo',
    behindLink((c, { token, opened }, view) =>
      page(
        c,
        <LinkPage
          title="Nhận thông báo qua Zalo"
          office={view.organizationName}
          back={{ href: pathOf(token), label: 'Các báo cáo còn phải nộp' }}
        >
          <h1>Nhận thông báo qua Zalo?</h1>
          <p>
            Thông báo gửi {opened.contact.name} sẽ đến cả Zalo. Thư điện tử vẫn được dùng khi Zalo không gửi
            được.
          </p>
          <Form action={pathOf(token, '/zalo')} csrf={c.get('csrf')}>
            <Button>Lấy mã kết nối</Button>
          </Form>
        </LinkPage>,
      ),
    ),
  );
  app.post(
    '/b/:token/zalo',
    behindLink(async (c, { token, opened, scope }, view) => {
      const issued = await issueZaloCode(deps.db, scope, { contactId: opened.contact.id });
      return page(
        c,
        <LinkPage
          title="Mã kết nối Zalo"
          office={view.organizationName}
          back={{ href: pathOf(token), label: 'Các báo cáo còn phải nộp' }}
        >
          {issued.ok ? (
            <>
              <h1>Nhắn mã này cho Zalo của cơ quan</h1>
              <ZaloSteps {...issued} office={view.organizationName} />
            </>
          ) : (
            <ErrorSummary problems={[problemOf(issued.error)]} />
          )}
        </LinkPage>,
        issued.ok ? 200 : 422,
      );
    }),
  );
  return app;
}
