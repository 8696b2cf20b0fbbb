/** The page shown when there is no page: what happened and the way out. */
import type { FC } from 'hono/jsx';
import { LinkPage } from './layout';

export const ErrorPage: FC<{
  title: string;
  reason: string;
  wayOut?: string;
  home?: string | null;
  reference?: string;
}> = ({ title, reason, wayOut, home, reference }) => (
  <LinkPage title={title} common>
    <h1>{title}</h1>
    <p class="lead">{reason}</p>
    {wayOut ? <p>{wayOut}</p> : null}
    {reference ? <p class="muted">Mã sự cố để báo quản trị viên: {reference}</p> : null}
    {home ? (
      <p>
        <a href={home}>Về trang chính</a>
      </p>
    ) : null}
  </LinkPage>
);
