// What can be wrong with a file that an office hands in, each with a Vietnamese sentence that names it and the way out.

/** Code → message for the person who uploaded the file. `{}` is replaced by the detail of the case. */
const MESSAGES = {
  EMPTY_FILE: 'Tệp rỗng (0 byte). Hãy kiểm tra lại tệp gốc rồi tải lên lần nữa.',
  TOO_LARGE: 'Tệp quá lớn ({}). Hãy chia nhỏ tệp, hoặc bỏ bớt hình ảnh rồi tải lại.',
  UNKNOWN_FORMAT:
    'Không nhận ra loại văn bản của tệp này{}. Hãy dùng tệp Word (.docx, .doc), PDF, ảnh chụp hoặc văn bản thuần (.txt).',
  NOT_A_DOCUMENT: 'Tệp này là {}, không phải văn bản. Hãy tải lên tệp Word, PDF hoặc ảnh chụp văn bản.',
  UNSUPPORTED_FORMAT:
    'Chưa đọc được tệp {}. Hãy mở bằng phần mềm soạn thảo, lưu lại thành .docx hoặc PDF rồi tải lên.',
  ZIP_NOT_DOCX:
    'Tệp này là tệp nén (zip), không phải văn bản Word. Hãy giải nén rồi tải lên từng văn bản bên trong.',
  DAMAGED:
    'Tệp {} bị hỏng hoặc tải về chưa trọn. Hãy mở tệp bằng phần mềm soạn thảo, lưu lại rồi tải lên lần nữa.',
  ENCRYPTED: 'Tệp {} có mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi tải lên lại.',
  ZIP_BOMB:
    'Tệp {} khi giải nén lớn bất thường nên không được mở. Hãy lưu lại bằng Word rồi tải lên lần nữa.',
  TOO_COMPLEX:
    'Tệp {} có cấu trúc quá phức tạp nên không đọc hết được. Hãy lưu lại thành PDF hoặc văn bản thuần rồi tải lên.',
  TOO_MANY_PAGES: 'Tệp có quá nhiều trang ({}). Hãy tách phần kế hoạch thành tệp riêng rồi tải lên.',
  TIME_LIMIT:
    'Đọc tệp quá lâu nên đã dừng lại. Hãy lưu lại tệp bằng phần mềm soạn thảo, hoặc tách nhỏ tệp rồi tải lên lần nữa.',
  MEMORY_LIMIT:
    'Tệp cần quá nhiều bộ nhớ nên đã dừng đọc. Hãy lưu lại tệp bằng phần mềm soạn thảo, hoặc tách nhỏ tệp rồi tải lên lần nữa.',
  NO_TEXT: 'Không tìm thấy chữ nào trong tệp {}. Hãy kiểm tra lại tệp, hoặc chụp lại rõ hơn rồi tải lên.',
  OCR_UNAVAILABLE:
    'Máy chủ chưa cài bộ nhận dạng chữ nên không đọc được bản quét. Hãy tải lên tệp Word hoặc PDF có chữ.',
  OCR_FAILED: 'Không nhận dạng được chữ trong ảnh{}. Hãy quét lại rõ hơn (300 dpi, thẳng trang) rồi tải lên.',
  IMAGE_TOO_LARGE: 'Ảnh quá lớn ({}). Hãy quét lại ở 300 dpi khổ A4 rồi tải lên.',
  UNSUPPORTED_IMAGE: 'Chưa đọc được loại ảnh này ({}). Hãy lưu thành PNG, JPEG hoặc PDF rồi tải lên.',
  INTERNAL:
    'Không đọc được tệp này do lỗi khi xử lý. Hãy lưu lại tệp bằng phần mềm soạn thảo rồi tải lên lần nữa.',
} as const;

export type DocumentErrorCode = keyof typeof MESSAGES;

/** A file that cannot be read. `message` is Vietnamese and meant for the person who uploaded it. */
export class DocumentError extends Error {
  readonly code: DocumentErrorCode;
  readonly detail: string;

  constructor(code: DocumentErrorCode, detail = '') {
    super(MESSAGES[code].replace('{}', detail).replace(/\s+([.,])/g, '$1'));
    this.name = 'DocumentError';
    this.code = code;
    this.detail = detail;
  }
}

export const DOCUMENT_ERROR_CODES = Object.keys(MESSAGES) as DocumentErrorCode[];
