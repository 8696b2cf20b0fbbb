/** A link that does not open: why, and what to do then (B52, B98). A sent report shows its receipt instead. */
import type { FC } from 'hono/jsx';
import type { LinkRefusal } from '../../../services/links';
import { LinkPage } from '../../ui/layout';
import { Lines } from '../../ui/parts';

const TITLES: Record<LinkRefusal, string> = {
  forged: 'Đường dẫn không đúng',
  expired: 'Đường dẫn đã hết hiệu lực',
  submitted: 'Báo cáo này đã được gửi',
  reassigned: 'Báo cáo đã chuyển người phụ trách',
  locked: 'Báo cáo này đã khóa',
  revoked: 'Đường dẫn đã hết hiệu lực',
};

export const RefusedPage: FC<{
  reason: LinkRefusal;
  message: string;
  receiptHref?: string | undefined;
  /** What the person typed into a page that was open for too long: shown, because it can no longer be saved (law 9). */
  typed?: readonly (readonly [string, string])[];
}> = ({ reason, message, receiptHref, typed = [] }) => (
  <LinkPage title={TITLES[reason]}>
    <h1>{TITLES[reason]}</h1>
    <p class="lead">{message}</p>
    {receiptHref ? (
      <p>
        <a href={receiptHref}>Xem biên nhận của bản đã gửi</a>
      </p>
    ) : null}
    {reason === 'forged' ? (
      <ul>
        <li>Mở lại thông báo và bấm đúng đường dẫn, không gõ tay.</li>
        <li>Nếu sao chép, hãy chép trọn đường dẫn đến ký tự cuối cùng.</li>
        <li>Nếu vẫn không mở được, liên hệ Văn phòng của xã, phường để nhận đường dẫn mới.</li>
      </ul>
    ) : null}
    <p class="muted">Nội dung đã lưu nháp không bị mất.</p>
    {typed.length > 0 ? (
      <section>
        <h2>Nội dung bạn vừa nhập, chưa lưu được</h2>
        <p>Sao chép lại phần cần giữ trước khi đóng trang này.</p>
        {typed.map(([label, text]) => (
          <>
            <h3>{label}</h3>
            <Lines text={text} />
          </>
        ))}
      </section>
    ) : null}
  </LinkPage>
);
