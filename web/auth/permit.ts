/** Role checks of pages, answered by the domain's one table (B96). */
import type { MiddlewareHandler } from 'hono';
import { ACTIONS, type Action, can, holdersOf } from '../../domain/permissions';
import type { Viewer, WebEnv } from '../deps';
import { page } from '../http/respond';
import { ForbiddenPage } from '../ui/forbidden';
import { staffOf } from './session';

export function allows(viewer: Viewer, action: Action): boolean {
  const { organizationId } = viewer;
  return can({ organizationId, roles: [viewer.role], unitIds: [] }, action, { organizationId });
}

/** Lets only people with the right through; to the others the page says whom to ask. */
export function need(action: Action): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const viewer = staffOf(c);
    if (allows(viewer, action)) return next();
    const content = ForbiddenPage({
      viewer,
      csrf: c.get('csrf'),
      what: ACTIONS[action],
      holders: holdersOf(action),
    });
    return page(c, content, 403);
  };
}
