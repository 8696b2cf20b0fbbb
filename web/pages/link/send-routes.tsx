/** Sending a report, its receipt, and the two requests of a unit. */
import { Hono } from 'hono';
import { reportView } from '../../../services/queries/unit-reports';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import { page } from '../../http/respond';
import { type LinkVisit, visit } from './context';
import { ReceiptPage } from './receipt';
import type { Handler, ShowCheck } from './routes';

interface Frame {
  behindLink: (handler: Handler) => (c: Ctx) => Promise<Response>;
  refused: (c: Ctx, result: Extract<LinkVisit, { ok: false }>) => Response | Promise<Response>;
  showCheck: ShowCheck;
}

export function sendRoutes(deps: WebDeps, { refused }: Frame): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/b/:token/bien-nhan', async (c) => {
    const visited = await visit(c, deps);
    if (visited.ok || !visited.receipt) return visited.ok ? c.notFound() : refused(c, visited);
    const { receipt } = visited;
    const obligation = await deps.db.obligation.findFirst({ where: { id: receipt.obligationId } });
    if (!obligation) return c.notFound();
    const view = await reportView(deps.db, {
      organizationId: obligation.organizationId,
      obligationId: obligation.id,
    });
    if (!view) return c.notFound();
    return page(
      c,
      <ReceiptPage
        token={c.req.param('token')}
        receipt={receipt}
        view={view}
        timeliness={obligation.timeliness}
        next={null}
      />,
    );
  });
  return app;
}
