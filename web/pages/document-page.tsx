/** An official document as a page: the html form of its model, in the frame of the portal. */
import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { type OfficialDocument, renderHtml } from '../../documents';
import type { Viewer } from '../deps';
import { StaffPage } from '../ui/layout';

export const DocumentPage: FC<{
  viewer: Viewer;
  csrf: string;
  active: string;
  back: { href: string; label: string };
  title: string;
  model: OfficialDocument;
  sourceHref?: (key: string) => string | null;
}> = ({ viewer, csrf, active, back, title, model, sourceHref }) => (
  <StaffPage
    title={title}
    viewer={viewer}
    csrf={csrf}
    active={active}
    back={back}
    styles={['official.css']}
    wide
  >
    <h1 class="visually-hidden">{title}</h1>
    {raw(renderHtml(model, { headingLevel: 2, ...(sourceHref ? { sourceHref } : {}) }))}
  </StaffPage>
);
