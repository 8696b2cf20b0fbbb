// Questions about the document itself: number, date, issuer, title, period.
import type { LineRange } from '../model';
import type { Finding } from './context';
import type { Reading } from './question-parts';

export function identityQuestions(reading: Reading): Finding[] {
  const { document, source } = reading;
  const out: Finding[] = [];
  const top: LineRange[] = document.title_lines.length > 0 ? document.title_lines : [[1, 1]];
  const waive = 'Ban hành không có; nêu lý do';
  if (document.number.number === null) {
    const symbol = document.number.symbol;
    out.push({
      code: 'NO_NUMBER',
      message: symbol
        ? `Văn bản in ký hiệu "${symbol}" nhưng để trống số. Số của văn bản là bao nhiêu?`
        : 'Văn bản không in số, ký hiệu. Số và ký hiệu là gì?',
      lines: document.number.lines.length > 0 ? document.number.lines : top,
      refers_to: ['document'],
      answers: [waive],
    });
  }
  if (document.date.iso === null) {
    const { month, year } = document.date;
    out.push({
      code: 'NO_DATE',
      message:
        month && year
          ? `Văn bản chỉ ghi tháng ${month} năm ${year}, để trống ngày. Ngày ban hành là ngày nào?`
          : 'Văn bản không ghi ngày ban hành. Ngày ban hành là ngày nào?',
      lines: document.date.lines.length > 0 ? document.date.lines : top,
      refers_to: ['document'],
      answers: [waive],
    });
  }
  if (!document.issuing_body.normalized) {
    out.push({
      code: 'NO_ISSUER',
      message: 'Không tìm thấy cơ quan ban hành. Cơ quan nào ban hành văn bản này?',
      lines: top,
      refers_to: ['document'],
    });
  } else if (document.issuing_body.needs_confirmation) {
    out.push({
      code: 'ISSUER_INFERRED',
      message: `Cơ quan ban hành được suy ra là "${document.issuing_body.normalized}" (từ ${document.issuing_body.derived_from}). Có đúng không?`,
      lines: document.issuing_body.lines.length > 0 ? document.issuing_body.lines : top,
      refers_to: ['document'],
      answers: ['Đúng', 'Không đúng, nhập lại'],
    });
  }
  if (!document.title)
    out.push({
      code: 'NO_TITLE',
      message: 'Không tìm thấy tên (trích yếu) của văn bản.',
      lines: top,
      refers_to: ['document'],
      blocking: true,
    });
  const { start_year, end_year, note } = document.period;
  if (start_year === null && end_year === null)
    out.push({
      code: 'NO_PERIOD',
      message: 'Văn bản không nêu giai đoạn thực hiện. Kế hoạch thực hiện từ năm nào đến năm nào?',
      lines: top,
      refers_to: ['document'],
    });
  else if (note !== null || end_year === null)
    out.push({
      code: 'PERIOD_INFERRED',
      message: `Giai đoạn thực hiện chưa rõ (${note ?? 'thiếu năm kết thúc'}). Kế hoạch kết thúc vào năm nào?`,
      lines: top,
      refers_to: ['document'],
    });
  if (source.confidence < 0.9)
    out.push({
      code: 'LOW_CONFIDENCE',
      message: 'Văn bản được đọc từ bản quét; đề nghị đối chiếu từng nội dung với bản gốc.',
      lines: [[1, 1]],
      refers_to: ['document'],
    });
  return out;
}
