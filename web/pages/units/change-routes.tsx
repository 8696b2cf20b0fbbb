/** Merging, dividing and dissolving a unit: form, preview of what moves, confirmation. */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { localDate } from '../../../domain/time';
import { openReportsOfUnit, type UnitView, unitOptions } from '../../../services/queries/units';
import type { UnitChangePreview } from '../../../services/unit-change';
import {
  dissolveUnit,
  mergeUnits,
  previewMerge,
  previewSplit,
  type RestorePreview,
  splitUnit,
} from '../../../services/units';
import { need } from '../../auth/permit';
import { staffOf } from '../../auth/session';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import type { ReadForm } from '../../http/form';
import { page, problemOf, type ServiceError, staffScope, tell } from '../../http/respond';
import { type ChangeKind, isChange, type ShownPreview, UnitChangePage } from './change';

export type OnUnit = (
  handler: (c: Ctx, unit: UnitView) => Response | Promise<Response>,
) => (c: Ctx) => Promise<Response>;

const RECEIVER = 'receiver.';

/** What the form asks for, as the use cases take it. */
function orderOf(form: ReadForm, unit: UnitView) {
  const receivers = form
    .names()
    .filter((name) => name.startsWith(RECEIVER) && form.text(name) !== '')
    .map((name) => [name.slice(RECEIVER.length), form.text(name)]);
  return {
    fromUnitId: unit.id,
    intoUnitId: form.text('intoUnitId'),
    on: form.text('on'),
    receiverOf: Object.fromEntries(receivers) as Record<string, string>,
    successorIds: form.all('successorIds').filter(Boolean),
    ...(form.text('reason') ? { reason: form.text('reason') } : {}),
    ...(form.text('document') ? { document: form.text('document') } : {}),
  };
}

export const fingerprintOf = (preview: UnitChangePreview | RestorePreview): string =>
  createHash('sha256').update(JSON.stringify(preview)).digest('base64url').slice(0, 22);

const CARRY_OUT = { 'sap-nhap': mergeUnits, 'chia-tach': splitUnit, 'giai-the': dissolveUnit } as const;

export function unitChangeRoutes(deps: WebDeps, onUnit: OnUnit): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;

  const show = async (
    c: Ctx,
    unit: UnitView,
    kind: ChangeKind,
    state: { error?: ServiceError; preview?: ShownPreview } = {},
  ) => {
    const viewer = staffOf(c);
    const form = c.get('form');
    const asOf = deps.clock.now();
    const { organizationId } = viewer;
    const [options, open] = await Promise.all([
      unitOptions(db, { organizationId, asOf }),
      openReportsOfUnit(db, { organizationId, unitId: unit.id }),
    ]);
    const sent = Object.fromEntries(form.names().map((name) => [name, form.text(name)]));
    return page(
      c,
      <UnitChangePage
        {...{ viewer, unit, kind, open }}
        csrf={c.get('csrf')}
        others={options.filter(({ id }) => id !== unit.id)}
        preview={state.preview}
        problems={state.error ? [problemOf(state.error, { successorId: 'intoUnitId' })] : []}
        typed={{ on: localDate(asOf), ...sent }}
        successors={form.all('successorIds')}
      />,
      state.error ? 422 : 200,
    );
  };

  const living =
    (handler: (c: Ctx, unit: UnitView) => Response | Promise<Response>) =>
    (c: Ctx): Promise<Response> =>
      onUnit((ctx, unit) =>
        unit.effectiveTo === null ? handler(ctx, unit) : ctx.redirect(`/don-vi/${unit.id}`, 303),
      )(c);

  app.get(
    '/don-vi/:id/thay-doi',
    need('unit.edit'),
    living((c, unit) => {
      const kind = c.req.query('cach') ?? '';
      return show(c, unit, isChange(kind) ? kind : 'sap-nhap');
    }),
  );

  app.post(
    '/don-vi/:id/thay-doi',
    need('unit.edit'),
    living(async (c, unit) => {
      const form = c.get('form');
      const chosen = form.text('cach');
      const kind = isChange(chosen) ? chosen : 'sap-nhap';
      const scope = staffScope(c, deps);
      const order = orderOf(form, unit);
      if (kind === 'sap-nhap' && order.intoUnitId === '') {
        const message = 'Chưa chọn đơn vị nhận. Chọn đơn vị mà đơn vị này sáp nhập vào.';
        return show(c, unit, kind, { error: { code: 'FIELD_MISSING', field: 'intoUnitId', message } });
      }
      const previewed = await (kind === 'sap-nhap'
        ? previewMerge(db, scope, order)
        : previewSplit(db, scope, order));
      if (!previewed.ok) return show(c, unit, kind, { error: previewed.error });
      const fingerprint = fingerprintOf(previewed.preview);
      const confirmed = form.text('buoc') === 'lam';
      // Nothing is moved that the person has not seen: a report opened or sent meanwhile is shown again first.
      if (!confirmed || form.text('fingerprint') !== fingerprint) {
        const again = form.names().filter((name) => !['_ma', 'buoc', 'fingerprint'].includes(name));
        const fields = again.flatMap((name) => form.all(name).map((value) => [name, value] as const));
        const preview = {
          ...previewed.preview,
          fields: [...fields, ['fingerprint', fingerprint] as const],
          changed: confirmed,
        };
        return show(c, unit, kind, { preview });
      }
      const done = await CARRY_OUT[kind](db, scope, order);
      if (!done.ok) return show(c, unit, kind, { error: done.error });
      await tell(c, deps, scope.organizationId);
      return c.redirect(
        `/don-vi/${unit.id}?tb=${done.undecided.length > 0 ? 'con-viec' : 'da-thay-doi'}`,
        303,
      );
    }),
  );
  return app;
}
