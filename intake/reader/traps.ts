// What made this text hard to read, for the person who checks: short, and only what was really met.
import type { PlanReading } from '../reading';
import type { WrapProfile } from '../text/wrap';
import type { Context } from './context';

interface Met {
  dropped: number;
  profile: WrapProfile;
}

export function listTraps(
  ctx: Context,
  reading: Omit<PlanReading, 'counts' | 'questions' | 'traps'>,
  met: Met,
): string[] {
  const out: string[] = [];
  const { document } = reading;
  if (document.number.blank) out.push(`Số văn bản để trống, chỉ in ký hiệu "${document.number.symbol}".`);
  if (document.date.text && !document.date.iso) out.push('Ngày ban hành để trống một phần.');
  if (!document.issuing_body.in_header)
    out.push('Không có phần đầu văn bản; cơ quan ban hành được suy ra từ thân bài và chữ ký.');
  if (met.profile.wrapped) out.push('Câu bị ngắt theo bề rộng trang; các dòng đã được nối lại.');
  if (met.dropped > 0)
    out.push(`Đã bỏ ${met.dropped} dòng là số trang, tiêu đề trang hoặc phần khung trang web.`);
  for (const node of ctx.outline.repeated.filter((one) => one.parent === null))
    out.push(`Số mục "${node.item.marker?.label ?? ''}" dùng lại cho mục "${node.item.text.slice(0, 50)}".`);
  const restated = reading.targets.filter((target) => target.restates !== null).length;
  if (restated > 0)
    out.push(`${restated} chỉ tiêu được nhắc lại ở chỗ khác; đã gắn với chỉ tiêu gốc, không tính hai lần.`);
  if (reading.targets.some((target) => target.milestone_source === 'heading'))
    out.push('Mốc năm của một số chỉ tiêu chỉ có ở đề mục.');
  if (reading.targets.some((target) => target.qualifier !== null))
    out.push('Có con số là điều kiện chất lượng hoặc quy mô, không phải giá trị chỉ tiêu.');
  if (reading.units.some((unit) => unit.aliases.length > 0))
    out.push('Tên đơn vị được viết nhiều cách trong cùng văn bản.');
  return out;
}
