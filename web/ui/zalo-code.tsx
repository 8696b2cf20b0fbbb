/** How a person connects their Zalo account: the code they were given and what to do with it. */
import type { FC } from 'hono/jsx';
import { moment } from './format';

export const ZaloSteps: FC<{ code: string; expiresAt: Date; office: string }> = ({
  code,
  expiresAt,
  office,
}) => (
  <>
    <div class="panel">
      <p>
        Mã kết nối: <strong>{code}</strong>
      </p>
    </div>
    <ol>
      <li>Mở Zalo, tìm tài khoản Zalo OA của {office}, bấm “Quan tâm”.</li>
      <li>Nhắn cho tài khoản đó đúng mã trên, từ chính Zalo của người nhận thông báo.</li>
      <li>Sau ít phút, tên người nhận có thêm địa chỉ Zalo; từ đó thông báo đến cả Zalo.</li>
    </ol>
    <p>
      Mã dùng một lần, đến {moment(expiresAt)}. Ai nhắn mã này sẽ nhận thông báo thay, nên không chuyển mã cho
      người khác.
    </p>
  </>
);
