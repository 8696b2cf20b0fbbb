/** Shown in place of a page that the person's role does not open. */
import { formatList } from '../../domain/format';
import type { Viewer } from '../deps';
import { StaffPage } from './layout';

export const ForbiddenPage = (props: { viewer: Viewer; csrf: string; what: string; holders: string[] }) => (
  <StaffPage title="Không có quyền" viewer={props.viewer} csrf={props.csrf}>
    <h1>Bạn không có quyền {props.what}</h1>
    <p class="lead">
      {props.holders.length > 0
        ? `Việc này do ${formatList(props.holders)} thực hiện.`
        : 'Không ai có quyền này, kể cả quản trị viên.'}
    </p>
    <p>Nếu cần, xin liên hệ một trong những người đó hoặc quản trị viên.</p>
  </StaffPage>
);
