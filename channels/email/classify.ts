/** What a failed SMTP attempt means, decided from the reply code, the command and nodemailer's error code alone. */
import type { AfterRefusal } from '../channel';

/** The fields of nodemailer's rejection that we read; message texts are never branched on. */
export interface SmtpFailure {
  code?: string;
  /** System error behind `code`, e.g. ECONNREFUSED or CERT_HAS_EXPIRED. */
  originalCode?: string;
  responseCode?: number;
  response?: string;
  command?: string;
  /** True once a byte of the message itself was handed to the connection. */
  dataStarted: boolean;
}

export type SmtpVerdict =
  | { outcome: 'refused'; permanent: true; code: string; reasonVi: string; next: AfterRefusal }
  | { outcome: 'later'; retryAfterMs: number; code: string; reasonVi: string }
  | { outcome: 'unknown'; code: string; reasonVi: string };

const MINUTE_MS = 60_000;
/** Greylisting servers ask for about five minutes (RFC 6647 §4.3). */
const GREYLIST_RETRY_MS = 5 * MINUTE_MS;
const BUSY_RETRY_MS = 1 * MINUTE_MS;
const STORAGE_RETRY_MS = 15 * MINUTE_MS;

/** TLS failures that stay until somebody changes a certificate or a setting. */
const CERTIFICATE_ERROR = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/;

export function classifySmtpFailure(failure: SmtpFailure): SmtpVerdict {
  return failure.responseCode === undefined
    ? classifyWithoutReply(failure)
    : classifyReply(failure, failure.responseCode);
}

function classifyReply(failure: SmtpFailure, reply: number): SmtpVerdict {
  const command = failure.command ?? '';
  const status = enhancedStatus(failure.response);
  const code = ['SMTP', String(reply), status, command.replaceAll(' ', '_')].filter(Boolean).join('-');

  // 503 says that the session was out of step, not that this message is refused.
  if (reply < 500 || reply === 503) return later(code, reply);
  if (command.startsWith('AUTH') || failure.code === 'EAUTH') {
    return refused(
      code,
      'stop_channel',
      'Máy chủ thư không chấp nhận tài khoản gửi; cần kiểm tra cấu hình SMTP_URL',
    );
  }
  switch (command) {
    case 'RCPT TO':
      return refusedRecipient(code, reply, status);
    case 'MAIL FROM':
      return refused(
        code,
        'stop_channel',
        'Máy chủ thư không chấp nhận địa chỉ gửi; cần kiểm tra cấu hình thư gửi đi',
      );
    case 'DATA':
      if (status === '5.3.4' || (reply === 552 && status !== '5.2.2')) {
        return refused(code, 'bug', 'Thư vượt quá dung lượng mà máy chủ thư cho phép');
      }
      return refused(code, 'other_channel', 'Máy chủ thư từ chối nội dung thư');
    default:
      return refused(code, 'stop_channel', 'Máy chủ thư từ chối phục vụ; cần kiểm tra cấu hình SMTP_URL');
  }
}

function refusedRecipient(code: string, reply: number, status: string): SmtpVerdict {
  // X.7.x is policy (relaying, block lists): our standing, not the person's address (RFC 3463 §3.8).
  if (status.startsWith('5.7')) {
    return refused(code, 'other_channel', 'Máy chủ thư không cho gửi tới địa chỉ này theo chính sách của họ');
  }
  if (status === '5.2.2' || reply === 552)
    return refused(code, 'other_channel', 'Hộp thư của người nhận đã đầy');
  if ([501, 550, 551, 553].includes(reply) || status.startsWith('5.1') || status === '5.2.1') {
    return refused(code, 'flag_address', 'Địa chỉ thư không tồn tại hoặc không còn dùng');
  }
  return refused(code, 'other_channel', 'Máy chủ thư không nhận thư cho người nhận này');
}

function classifyWithoutReply(failure: SmtpFailure): SmtpVerdict {
  const code = failure.originalCode ?? failure.code ?? 'SMTP-ERROR';
  switch (failure.code) {
    case 'EAUTH':
    case 'ENOAUTH':
    case 'EOAUTH2':
      return refused(
        code,
        'stop_channel',
        'Chưa có hoặc sai tài khoản gửi thư; cần kiểm tra cấu hình SMTP_URL',
      );
    case 'EENVELOPE':
      return refused(code, 'flag_address', 'Địa chỉ thư không đúng dạng');
    case 'EMESSAGE':
    case 'ESTREAM':
    case 'ECONFIG':
    case 'EFILEACCESS':
    case 'EURLACCESS':
      return refused(code, 'bug', 'Không dựng được thư để gửi');
    default:
      break;
  }
  if (failure.dataStarted) {
    return {
      outcome: 'unknown',
      code,
      reasonVi: 'Mất kết nối sau khi đã chuyển thư, chưa rõ máy chủ thư đã nhận hay chưa',
    };
  }
  if (failure.originalCode && CERTIFICATE_ERROR.test(failure.originalCode)) {
    return refused(
      code,
      'stop_channel',
      'Chứng thư bảo mật của máy chủ thư không hợp lệ; cần kiểm tra cấu hình',
    );
  }
  return { outcome: 'later', retryAfterMs: BUSY_RETRY_MS, code, reasonVi: 'Chưa kết nối được máy chủ thư' };
}

function later(code: string, reply: number): SmtpVerdict {
  if (reply === 450 || reply === 451) {
    return {
      outcome: 'later',
      retryAfterMs: GREYLIST_RETRY_MS,
      code,
      reasonVi: 'Máy chủ thư đề nghị gửi lại sau',
    };
  }
  if (reply === 452) {
    return {
      outcome: 'later',
      retryAfterMs: STORAGE_RETRY_MS,
      code,
      reasonVi: 'Máy chủ thư tạm hết chỗ chứa',
    };
  }
  return { outcome: 'later', retryAfterMs: BUSY_RETRY_MS, code, reasonVi: 'Máy chủ thư đang bận' };
}

function refused(code: string, next: AfterRefusal, reasonVi: string): SmtpVerdict {
  return { outcome: 'refused', permanent: true, code, reasonVi, next };
}

/** Enhanced status code of RFC 3463 right after the reply code, `''` when the server gave none. */
export function enhancedStatus(response: string | undefined): string {
  return /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1] ?? '';
}
