/** `/lich/du-bao.csv` and `.xlsx`: the forecast of any span as a file to hand out. */
import { Hono } from 'hono';
import { addMonths, isIsoDate } from '../../../domain/time';
import { forecastCsv, forecastFileName, forecastOf, forecastXlsx } from '../../../services/forecast';
import { isId } from '../../../services/obligations';
import { staffOf } from '../../auth/session';
import type { WebDeps, WebEnv } from '../../deps';
import { file } from '../../http/respond';
import { dayOf } from '../../ui/format';

const AHEAD_MONTHS = 6;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function forecastRoutes({ db, clock }: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/lich/:file{du-bao\\.(?:csv|xlsx)}', async (c) => {
    const { organizationId } = staffOf(c);
    const [tu = '', den = '', donVi = ''] = ['tu', 'den', 'donVi'].map((name) => c.req.query(name) ?? '');
    const from = isIsoDate(tu) ? tu : dayOf(clock.now());
    const to = isIsoDate(den) ? den : addMonths(from, AHEAD_MONTHS);
    const table = await forecastOf(db, {
      organizationId,
      from,
      to,
      ...(isId(donVi) ? { unitId: donVi } : {}),
    });
    const kind = c.req.param('file').endsWith('.csv') ? 'csv' : 'xlsx';
    const bytes = kind === 'csv' ? new TextEncoder().encode(forecastCsv(table)) : await forecastXlsx(table);
    return file(c, {
      name: forecastFileName(table, kind),
      contentType: kind === 'csv' ? 'text/csv; charset=utf-8' : XLSX,
      bytes,
    });
  });
  return app;
}
