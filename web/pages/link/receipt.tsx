/** "Đã gửi chưa?": the receipt with its number, and what happens next. Stays open after the link has died. */
import type { FC } from 'hono/jsx';
import type { Receipt } from '../../../services/links';
import type { ReportView } from '../../../services/queries/unit-reports';
import { moment } from '../../ui/format';
import { LinkPage } from '../../ui/layout';
import { Facts } from '../../ui/parts';
import { pathOf } from './context';

interface Props {
  token: string;
  receipt: Receipt;
  view: ReportView;
  timeliness: string | null;
  /** Nobody has decided on it yet: the unit may still take it back. */
  mayTakeBack: boolean;
  /** Token and number of the unit's other open reports, right after sending. */
  next: { token: string; count: number } | null;
}

const TIMELINESS: Record<string, string> = {
  on_time: 'đúng hạn',
  late: 'sau hạn',
  late_extended: 'sau hạn, được gia hạn sau hạn',
};

export const ReceiptPage: FC<Props> = ({ token, receipt, view, timeliness, mayTakeBack, next }) => (
  <LinkPage title="Đã gửi báo cáo" office={view.organizationName}>
    <div class="panel">
      <h1>Đã gửi báo cáo</h1>
      <p>
        Số biên nhận: <strong>{receipt.receiptNumber}</strong>
      </p>
    </div>
    <Facts
      items={[
        ['Báo cáo', view.period.label],
        ['Kế hoạch', view.plan.number ? `${view.plan.title} (${view.plan.number})` : view.plan.title],
        ['Đơn vị', view.unit.name],
        ['Thời điểm gửi', moment(receipt.submittedAt)],
        ['Tính là nộp', timeliness ? (TIMELINESS[timeliness] ?? timeliness) : ''],
        ['Bản số', String(receipt.version)],
        ['Người gửi', receipt.submittedByName],
        ['Gửi thay', receipt.onBehalfOfName ?? ''],
        ['Nội dung', receipt.nil ? 'Không phát sinh' : ''],
      ]}
    />
    <p>
      <a class="button button-main" href={pathOf(token, '/bien-nhan.pdf')}>
        Tải biên nhận (PDF)
      </a>
    </p>
    <h2>Việc tiếp theo</h2>
    <ul>
      <li>{view.organizationName} xem báo cáo. Không còn thông báo nhắc nào về báo cáo này.</li>
      <li>Nếu cần chỉnh sửa, đơn vị nhận thông báo kèm đường dẫn mới; ngày nộp lần đầu vẫn được giữ.</li>
      {mayTakeBack ? (
        <li>
          Gửi nhầm hoặc còn thiếu? Khi {view.organizationName} chưa xem, đơn vị có thể{' '}
          <a href={pathOf(token, '/rut-lai')}>rút lại báo cáo để sửa</a>.
        </li>
      ) : null}
    </ul>
    {next && next.count > 0 ? (
      <p>
        Đơn vị còn <strong>{next.count}</strong> báo cáo khác phải nộp.{' '}
        <a href={pathOf(next.token)}>Xem các báo cáo còn lại</a>
      </p>
    ) : null}
  </LinkPage>
);
