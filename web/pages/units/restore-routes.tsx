/** Undoing a merger, division or dissolution: what comes back is shown, then done with a reason. */
import { Hono } from 'hono';
import type { UnitView } from '../../../services/queries/units';
import { previewRestore, type RestorePreview, restoreUnit } from '../../../services/units';
import { need } from '../../auth/permit';
import { staffOf } from '../../auth/session';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import { page, problemOf, type ServiceError, staffScope, statusOf, tell } from '../../http/respond';
import { fingerprintOf, type OnUnit } from './change-routes';
import { UnitRestorePage } from './restore';

export function unitRestoreRoutes(deps: WebDeps, onUnit: OnUnit): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;

  const show = (
    c: Ctx,
    unit: UnitView,
    state: { preview: RestorePreview | null; error?: ServiceError; changed?: boolean; reason?: string },
  ) => {
    const { preview, error, changed = false, reason = '' } = state;
    return page(
      c,
      <UnitRestorePage
        {...{ unit, preview, changed, reason }}
        viewer={staffOf(c)}
        csrf={c.get('csrf')}
        fingerprint={preview ? fingerprintOf(preview) : ''}
        problems={error ? [problemOf(error)] : []}
      />,
      error ? statusOf(error) : 200,
    );
  };

  app.get(
    '/don-vi/:id/hoan-tac',
    need('unit.edit'),
    onUnit(async (c, unit) => {
      if (unit.effectiveTo === null) return c.redirect(`/don-vi/${unit.id}`, 303);
      const previewed = await previewRestore(db, staffScope(c, deps), { unitId: unit.id });
      if (!previewed.ok) return show(c, unit, { preview: null, error: previewed.error });
      return show(c, unit, { preview: previewed.preview });
    }),
  );

  app.post(
    '/don-vi/:id/hoan-tac',
    need('unit.edit'),
    onUnit(async (c, unit) => {
      const form = c.get('form');
      const scope = staffScope(c, deps);
      const reason = form.text('reason');
      const previewed = await previewRestore(db, scope, { unitId: unit.id });
      if (!previewed.ok) return show(c, unit, { preview: null, error: previewed.error });
      const { preview } = previewed;
      // Nothing comes back that the person has not seen: a report sent meanwhile is shown first.
      if (form.text('fingerprint') !== fingerprintOf(preview)) {
        return show(c, unit, { preview, changed: true, reason });
      }
      const done = await restoreUnit(db, scope, { unitId: unit.id, reason });
      if (!done.ok) return show(c, unit, { preview, error: done.error, reason });
      await tell(c, deps, scope.organizationId);
      return c.redirect(`/don-vi/${unit.id}?tb=da-hoan-tac`, 303);
    }),
  );
  return app;
}
