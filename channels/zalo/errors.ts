/** Zalo's error codes by host, what each asks us to do, and what an officer is told about it. */
import type { ZaloErrorClass, ZaloSurface } from './types';

/**
 * REFRESH: new token, repeat once. RECONSENT: stop Zalo for this account, an administrator must consent again.
 * CONFIG: stop the call type (or the account), alert. RETRY: back off, few tries. LATER: at a known time.
 * NEXT: permanent for this person on this route. BUG: our request is wrong.
 */
export interface ZaloErrorRow {
  class: ZaloErrorClass;
  reasonVi: string;
  /** CONFIG: whether the whole account is stopped or only this kind of call. */
  scope?: 'oa' | 'call';
  /** NEXT: the same person will be refused on this route next time too. */
  remember?: boolean;
  /** RETRY: tries before it becomes NEXT; five unless told. */
  maxTries?: number;
  /** LATER: tomorrow is too late for a reminder, e-mail goes now. */
  emailNow?: boolean;
  /** The administrator or a developer must hear of it although the message finds another way. */
  alert?: boolean;
  /** The stored phone number or user id is wrong and should be marked. */
  flag?: 'phone' | 'user_id';
}

type Table = Readonly<Record<number, ZaloErrorRow>>;

const refresh: ZaloErrorRow = { class: 'REFRESH', reasonVi: 'Mã truy cập Zalo hết hiệu lực' };
const reconsent = (reasonVi: string): ZaloErrorRow => ({ class: 'RECONSENT', reasonVi, alert: true });
const config = (scope: 'oa' | 'call', reasonVi: string): ZaloErrorRow => ({
  class: 'CONFIG',
  scope,
  reasonVi,
  alert: true,
});
const next = (reasonVi: string, more: Partial<ZaloErrorRow> = {}): ZaloErrorRow => ({
  class: 'NEXT',
  reasonVi,
  ...more,
});
const bug = (reasonVi: string): ZaloErrorRow => ({ class: 'BUG', reasonVi, alert: true });
const retry = (reasonVi: string, maxTries = 5): ZaloErrorRow => ({ class: 'RETRY', reasonVi, maxTries });

const NO_INTERACTION = next('Người nhận chưa tương tác với Zalo của cơ quan trong 7 ngày qua');
const BUSY = retry('Zalo tạm giới hạn số lượt gọi');
const PROOF = config(
  'oa',
  'Mã xác thực ứng dụng Zalo (appsecret_proof) không đúng; kiểm tra ZALO_APP_SECRET',
);
const RSA = bug('Yêu cầu gửi tới Zalo sai kiểu mã hóa');
const NO_PERMISSION = config('call', 'Zalo của cơ quan hoặc ứng dụng chưa có quyền gửi loại tin này');
const BAD_TEMPLATE_DATA = bug('Dữ liệu điền vào mẫu tin Zalo không đúng');
const JOURNEY = bug('Loại tin Zalo không dùng đến');

/** OA host: messages, users, uploads, groups; templates by user id. */
export const OA_ERRORS: Table = {
  [-32]: BUSY,
  [-100]: retry('Tệp đã tải lên Zalo hết hạn, cần tải lại', 1),
  [-200]: retry('Zalo chưa gửi được tin', 2),
  [-201]: bug('Yêu cầu gửi tới Zalo có tham số sai'),
  [-204]: config('oa', 'Tài khoản Zalo của cơ quan đang bị tắt'),
  [-205]: config('oa', 'Tài khoản Zalo của cơ quan không tồn tại'),
  [-209]: config(
    'oa',
    'Ứng dụng Zalo chưa được kích hoạt; bật "Đang hoạt động" trong trang quản lý ứng dụng',
  ),
  [-210]: bug('Tin hoặc tệp vượt quá giới hạn của Zalo'),
  [-211]: next('Zalo của cơ quan đã hết lượt gửi trong gói', { alert: true }),
  [-212]: config('call', 'Ứng dụng chưa đăng ký "Official Account API" với Zalo'),
  [-213]: next('Người nhận chưa quan tâm Zalo của cơ quan'),
  [-214]: next('Zalo đang xử lý nội dung', { alert: true }),
  [-216]: refresh,
  [-217]: next('Người nhận đã chặn lời mời từ Zalo của cơ quan', { remember: true }),
  [-218]: next('Người nhận đã hết lượt nhận tin từ Zalo của cơ quan trong ngày'),
  [-219]: config('oa', 'Ứng dụng Zalo đã bị gỡ hoặc bị tắt'),
  [-220]: refresh,
  [-221]: config('oa', 'Tài khoản Zalo của cơ quan cần được xác thực'),
  [-223]: reconsent('Zalo của cơ quan chưa cấp quyền cho ứng dụng; quản trị viên cần cấp quyền lại'),
  [-224]: config('call', 'Gói dịch vụ Zalo của cơ quan không đủ cho loại tin này'),
  [-227]: next('Tài khoản Zalo của người nhận bị khóa hoặc không hoạt động hơn 45 ngày', { remember: true }),
  [-230]: NO_INTERACTION,
  [-232]: NO_INTERACTION,
  [-233]: bug('Loại tin Zalo không được hỗ trợ'),
  [-234]: { class: 'LATER', reasonVi: 'Zalo không nhận loại tin này từ 22 giờ đến 6 giờ', alert: true },
  [-235]: config('call', 'Zalo không mở chức năng này cho loại tài khoản của cơ quan'),
  [-237]: config('call', 'Nhóm Zalo của cơ quan đã bị tắt do hết gói'),
  [-238]: config('call', 'Gói nhóm Zalo đã dùng hoặc bị tắt'),
  [-240]: bug('Đường gọi cũ của Zalo đã đóng'),
  [-241]: config('call', 'Gói nhóm Zalo đã dùng hoặc bị tắt'),
  [-242]: PROOF,
  [-244]: next('Người nhận đã tắt loại tin này từ Zalo của cơ quan', { remember: true }),
  [-248]: bug('Zalo cho rằng nội dung tin vi phạm quy định'),
  [-249]: config('call', 'Mẫu tin Zalo không gửi được theo tài khoản, chỉ gửi được theo số điện thoại'),
  [-305]: NO_INTERACTION,
  [-311]: next('Đã hết lượt trả lời miễn phí trên Zalo cho người nhận'),
  [-320]: config('oa', 'Ứng dụng chưa liên kết tài khoản Zalo Cloud (ZBS)'),
  [-321]: config('call', 'Tài khoản Zalo Cloud (ZBS) hết tiền; cần nạp thêm'),
  [-403]: config('call', 'Zalo của cơ quan không ở trong nhóm'),
  [-1340]: bug('Loại tin Zalo không dùng đến'),
  [-1341]: bug('Loại tin Zalo không dùng đến'),
  // The same cause as -216, seen live under these numbers; -109 is a template unknown on this host (unverified).
  216: refresh,
  401: refresh,
  [-401]: refresh,
  [-109]: config('call', 'Mã mẫu tin Zalo không đúng'),
  [-1121]: BAD_TEMPLATE_DATA,
  [-1122]: BAD_TEMPLATE_DATA,
  [-1124]: BAD_TEMPLATE_DATA,
};

/** Business host: templates by phone. */
export const BUSINESS_ERRORS: Table = {
  [-32]: BUSY,
  [-100]: retry('Zalo báo lỗi chưa rõ, cần thử lại sau'),
  [-101]: config('oa', 'Ứng dụng Zalo không hợp lệ'),
  [-102]: config('oa', 'Ứng dụng Zalo không tồn tại'),
  [-103]: config('oa', 'Ứng dụng Zalo chưa được kích hoạt'),
  [-104]: config('oa', 'Khóa bí mật của ứng dụng Zalo không đúng'),
  [-105]: config('oa', 'Ứng dụng Zalo chưa liên kết với tài khoản Zalo của cơ quan'),
  [-106]: bug('Yêu cầu gửi tới Zalo sai phương thức'),
  [-107]: bug('Mã tin Zalo không đúng'),
  [-108]: next('Số điện thoại không đúng', { remember: true, flag: 'phone' }),
  [-109]: config('call', 'Mã mẫu tin Zalo không đúng'),
  [-110]: next('Phiên bản Zalo của người nhận không nhận được loại tin này'),
  [-111]: BAD_TEMPLATE_DATA,
  [-112]: BAD_TEMPLATE_DATA,
  [-1121]: BAD_TEMPLATE_DATA,
  [-1122]: BAD_TEMPLATE_DATA,
  [-1123]: BAD_TEMPLATE_DATA,
  [-1124]: BAD_TEMPLATE_DATA,
  [-113]: bug('Nút trong mẫu tin Zalo không đúng'),
  [-1131]: bug('Nút trong mẫu tin Zalo không đúng'),
  [-114]: next('Tài khoản Zalo của người nhận không hoạt động hoặc từ chối nhận tin'),
  [-115]: config('call', 'Tài khoản Zalo của cơ quan hết lượt hoặc hết tiền gửi tin mẫu; cần nạp thêm'),
  [-116]: bug('Nội dung tin Zalo không đúng'),
  [-117]: config('call', 'Zalo của cơ quan chưa được dùng mẫu tin này'),
  [-118]: next('Số điện thoại không có tài khoản Zalo', { remember: true }),
  [-119]: next('Tài khoản Zalo của người nhận không nhận được tin'),
  [-120]: NO_PERMISSION,
  [-1201]: NO_PERMISSION,
  [-1202]: NO_PERMISSION,
  [-121]: bug('Yêu cầu gửi tới Zalo bị trống'),
  [-122]: bug('Yêu cầu gửi tới Zalo sai định dạng'),
  [-123]: RSA,
  [-124]: refresh,
  [-1241]: PROOF,
  [-125]: config('oa', 'Mã tài khoản Zalo của cơ quan không đúng'),
  [-126]: config('call', 'Hết lượt gửi thử của ứng dụng Zalo'),
  [-127]: config('call', 'Mẫu tin đang ở chế độ thử, chỉ gửi được cho quản trị viên'),
  [-128]: RSA,
  [-129]: RSA,
  [-130]: bug('Nội dung tin Zalo quá dài'),
  [-131]: config('call', 'Mẫu tin Zalo chưa được duyệt'),
  [-132]: bug('Tham số của tin Zalo không đúng'),
  [-133]: { class: 'LATER', reasonVi: 'Zalo không gửi tin mẫu từ 22 giờ đến 6 giờ' },
  [-134]: next('Zalo không còn dùng loại tin này'),
  [-135]: config('call', 'Zalo của cơ quan chưa được gửi tin mẫu (chưa xác thực hoặc gói miễn phí)'),
  [-1351]: config('oa', 'Zalo của cơ quan bị khóa gửi tin do vi phạm'),
  [-136]: config('call', 'Zalo của cơ quan chưa liên kết tài khoản Zalo Cloud (ZBS)'),
  [-137]: config('call', 'Không trừ được tiền từ tài khoản Zalo Cloud (ZBS)'),
  [-138]: NO_PERMISSION,
  [-1381]: NO_PERMISSION,
  [-139]: next('Người nhận từ chối loại tin này trên Zalo', { remember: true }),
  [-140]: next('Người nhận không đủ điều kiện nhận loại tin này trên Zalo', { remember: true }),
  [-141]: next('Người nhận từ chối nhận tin từ Zalo của cơ quan', { remember: true }),
  [-142]: RSA,
  [-143]: RSA,
  [-144]: {
    class: 'LATER',
    reasonVi: 'Zalo của cơ quan đã hết lượt gửi tin mẫu trong ngày',
    emailNow: true,
    alert: true,
  },
  [-1441]: JOURNEY,
  [-145]: config('call', 'Zalo của cơ quan không được gửi loại nội dung này'),
  [-146]: config('call', 'Mẫu tin Zalo bị tắt do chất lượng thấp'),
  [-147]: {
    class: 'LATER',
    reasonVi: 'Mẫu tin Zalo đã hết lượt gửi trong ngày',
    emailNow: true,
    alert: true,
  },
  [-1471]: JOURNEY,
  [-1472]: JOURNEY,
  [-148]: JOURNEY,
  [-149]: JOURNEY,
  [-1491]: JOURNEY,
  [-150]: JOURNEY,
  [-151]: JOURNEY,
  [-152]: JOURNEY,
  [-153]: bug('Dữ liệu của tin Zalo không đúng'),
  [-158]: bug('Tệp tải lên Zalo quá lớn'),
  [-159]: bug('Tệp tải lên Zalo sai định dạng'),
  [-160]: bug('Hết lượt tạo, sửa mẫu tin Zalo trong ngày'),
  [-161]: bug('Chế độ gửi tin Zalo không đúng'),
  [-162]: bug('Chế độ gửi tin Zalo không đúng'),
};

const WRONG_APP = config(
  'oa',
  'Mã ứng dụng Zalo không đúng hoặc ứng dụng chưa hoạt động; kiểm tra ZALO_APP_ID',
);
const GRANT_DEAD = reconsent('Quyền truy cập Zalo của cơ quan đã hết; quản trị viên cần cấp quyền lại');

/** OAuth host. Zalo publishes no table; these were observed. */
export const OAUTH_ERRORS: Table = {
  [-32]: BUSY,
  [-118]: GRANT_DEAD,
  [-14002]: WRONG_APP,
  [-14003]: config(
    'oa',
    'Địa chỉ nhận kết quả cấp quyền không khớp với địa chỉ đã lưu ở trang quản lý ứng dụng Zalo',
  ),
  [-14004]: config('oa', 'Khóa bí mật của ứng dụng Zalo không đúng; kiểm tra ZALO_APP_SECRET'),
  [-14005]: reconsent('Mã cấp quyền Zalo không đúng, đã dùng hoặc quá 10 phút; cần cấp quyền lại'),
  [-14014]: GRANT_DEAD,
  [-14018]: config('oa', 'Yêu cầu cấp quyền Zalo sai kiểu'),
  [-14020]: GRANT_DEAD,
};

const TABLES: Readonly<Record<ZaloSurface, Table>> = {
  oauth: OAUTH_ERRORS,
  oa: OA_ERRORS,
  business: BUSINESS_ERRORS,
};

const UNKNOWN_SEND_CODE: ZaloErrorRow = {
  class: 'RETRY',
  reasonVi: 'Zalo trả về mã lỗi chưa biết',
  maxTries: 2,
  alert: true,
};

/** Keyed on (surface, code). `message` is read for one thing only: which parameter -201 complains about. */
export function classifyError(surface: ZaloSurface, code: number, message = ''): ZaloErrorRow {
  if (surface === 'oa' && code === -201 && /user[_ ]?id/i.test(message)) {
    return next('Tài khoản Zalo đã liên kết không còn đúng', { remember: true, flag: 'user_id' });
  }
  const row = TABLES[surface][code];
  if (row) return row;
  return surface === 'oauth'
    ? reconsent('Zalo từ chối cấp mã truy cập; quản trị viên cần cấp quyền lại')
    : UNKNOWN_SEND_CODE;
}
