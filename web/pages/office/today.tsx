/** "Hôm nay": what needs this office today, decisions first. */
import { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { capitalise, formatDateWithWeekday } from '../../../domain/format';
import { type Today, type TodayGroup, today } from '../../../services/queries/today';
import { contactGaps } from '../../../services/units';
import { allows } from '../../auth/permit';
import { staffOf } from '../../auth/session';
import type { Viewer, WebDeps, WebEnv } from '../../deps';
import { page } from '../../http/respond';
import { dayOf, shortMoment } from '../../ui/format';
import { StaffPage } from '../../ui/layout';
import { Empty } from '../../ui/parts';

interface Props {
  viewer: Viewer;
  csrf: string;
  data: Today;
  gaps: { unitId: string; unitName: string; gap: string }[];
  asOf: Date;
  sees: { escalations: boolean; plans: boolean; messages: boolean };
}

const Group: FC<{ title: string; group: TodayGroup; all: string; urgent?: boolean }> = ({
  title,
  group,
  all,
  urgent,
}) =>
  group.count === 0 ? null : (
    <section class={`card${urgent ? ' card-soon' : ''}`}>
      <h2>
        {title} ({group.count})
      </h2>
      <ul>
        {group.items.map(({ href, title: text, detail, at }) => (
          <li>
            <a href={href}>{text}</a>
            {detail ? `: ${detail}` : ''}
            {at ? <span class="muted small"> · {shortMoment(at)}</span> : null}
          </li>
        ))}
      </ul>
      {group.count > group.items.length ? (
        <p>
          <a href={all}>Xem tất cả</a>
        </p>
      ) : null}
    </section>
  );

const TodayPage: FC<Props> = ({ viewer, csrf, data, gaps, asOf, sees }) => {
  const nothing = Object.values(data).every(({ count }) => count === 0) && gaps.length === 0;
  return (
    <StaffPage title="Hôm nay" viewer={viewer} csrf={csrf} active="/hom-nay">
      <h1>Hôm nay có việc gì cần bạn?</h1>
      <p class="lead">{capitalise(formatDateWithWeekday(dayOf(asOf)))}</p>
      {nothing ? (
        <Empty title="Không có việc nào đang chờ.">
          <p>
            Việc hiện ở đây khi có báo cáo gửi đến, có đề nghị cần quyết định, hoặc có địa chỉ không nhận được
            tin. {sees.plans ? <a href="/ke-hoach">Nạp kế hoạch mới</a> : null}
          </p>
        </Empty>
      ) : null}
      {sees.escalations ? (
        <Group title="Đề nghị đôn đốc chờ quyết định" group={data.proposals} all="/de-nghi" urgent />
      ) : null}
      <Group
        title="Đơn vị xin gia hạn"
        group={data.extensions}
        all="/theo-doi?xem=bao-cao&trangThai=con-no"
        urgent
      />
      <Group
        title="Báo cáo mới, chờ xem"
        group={data.submitted}
        all="/theo-doi?xem=bao-cao&trangThai=da-nop"
      />
      <Group title="Tổng hợp chờ xử lý" group={data.summaries} all="/tong-hop" />
      {sees.plans ? <Group title="Kế hoạch chờ xác nhận" group={data.drafts} all="/ke-hoach" /> : null}
      {gaps.length > 0 ? (
        <section class="card card-late">
          <h2>Đơn vị chưa có người phụ trách ({gaps.length})</h2>
          <ul>
            {gaps.map(({ unitId, unitName, gap }) => (
              <li>
                <a href={`/don-vi/${unitId}`}>{unitName}</a>: {gap}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Group title="Địa chỉ không nhận được tin" group={data.badRoutes} all="/don-vi" />
      {sees.messages ? (
        <Group title="Thông báo không gửi được trong 7 ngày" group={data.failedMessages} all="/tin-nhan" />
      ) : null}
      <Group
        title="Đến hạn trong 7 ngày"
        group={data.dueSoon}
        all="/theo-doi?xem=bao-cao&trangThai=sap-den"
      />
      <Group title="Hạn còn tạm tính, chờ lịch nghỉ chính thức" group={data.provisional} all="/lich" />
    </StaffPage>
  );
};

export function todayRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/hom-nay', async (c) => {
    const viewer = staffOf(c);
    const { organizationId } = viewer;
    const asOf = deps.clock.now();
    const [data, gaps] = await Promise.all([
      today(deps.db, { organizationId, asOf }),
      contactGaps(deps.db, organizationId, asOf),
    ]);
    const sees = {
      escalations: allows(viewer, 'escalation.view'),
      plans: allows(viewer, 'plan.edit'),
      messages: allows(viewer, 'message.view'),
    };
    return page(c, <TodayPage {...{ viewer, data, gaps, asOf, sees }} csrf={c.get('csrf')} />);
  });
  return app;
}
