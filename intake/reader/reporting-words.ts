// The words of reporting: what is a duty to report, and what only uses the word "báo cáo".

/** "Báo cáo" as part of another thing: a document, a speaker, an approval, a base. */
const NOT_A_DUTY =
  /báo cáo (?:viên|thẩm tra|thẩm định|chính trị|nghiên cứu|kinh tế - kỹ thuật|đánh giá tác động|quyết toán|tài chính|kiểm toán|chuyên đề tại|số \d|đề xuất|giải trình tại|tham luận)|theo báo cáo|(?:hội nghị|nghe|tại) báo cáo|để báo cáo\)|các báo cáo phục vụ|hệ thống (?:thông tin )?báo cáo quốc gia|mẫu báo cáo|biểu mẫu báo cáo|phần mềm báo cáo|kỹ năng báo cáo|số liệu báo cáo (?:của|phải)|công bố báo cáo|báo cáo (?:dự báo|thường niên)|báo cáo[^;.]{0,60} được (?:lưu|ban hành|phê duyệt|công bố|xây dựng|sử dụng|thông qua)/;
/** "Trường hợp vượt thẩm quyền, Sở A tổng hợp báo cáo …": what becomes of a difficulty that was reported. */
const BEYOND =
  /^\s*(?:đối với )?(?:trường hợp|nội dung|vấn đề|những (?:vấn đề|nội dung)|nếu)[^,;.]{0,40}vượt (?:quá )?thẩm quyền/;
const APPROVAL =
  /báo cáo (?:cấp (?:có )?thẩm quyền|hội đồng nhân dân|hđnd|thường trực hđnd|ubnd|ủy ban nhân dân|chủ tịch|lãnh đạo|ban thường vụ|bộ tài chính|thủ tướng)[^.;]*?(?:phê duyệt|quyết định|bố trí (?:kinh phí|vốn|ngân sách)|cho ý kiến|cho chủ trương|ban hành|xem xét)/;
export const OBSTACLE =
  /nếu (?:thấy |xét thấy )?cần (?:thiết )?(?:phải )?(?:sửa đổi|bổ sung|điều chỉnh)|(?:nếu|trường hợp|khi) (?:có |gặp |phát sinh )?[^.;]{0,40}?(?:khó khăn|vướng mắc|vấn đề|phát sinh|bất cập|nội dung (?:cần|chưa))|(?:khó khăn|vướng mắc)[^.;]{0,40}phát sinh|báo cáo (?:kịp thời )?(?:các |những )?(?:khó khăn|vướng mắc)[^.;]{0,20} trong quá trình|(?:có|gặp) (?:những |các )?(?:khó khăn|vướng mắc|vấn đề (?:phát sinh|vướng mắc))|quá trình (?:tổ chức |triển khai )*(?:thực hiện|triển khai)[^.;]{0,60}(?:khó khăn|vướng mắc|phát sinh)/;
const OBSTACLE_VERB =
  /báo cáo|phản ánh|thông tin|gửi|kiến nghị|phản hồi|trao đổi|liên hệ|đề xuất|đề nghị|có ý kiến/;
export const REPORT_VERB =
  /báo cáo|phản ánh (?:tình hình|kết quả)[^.;]{0,40}\s(?:về|cho|đến)\s(?=ubnd|ủy ban|ban |phòng |sở |đảng ủy|văn phòng|công an)|gửi (?=ubnd|ủy ban|ban (?!hành)|sở |phòng |văn phòng|tỉnh ủy|thành ủy|đảng ủy|cơ quan|thường trực|bộ )|gửi[^.;]{0,60}(?:về|đến|cho)(?![\p{L}\d])|tổng hợp[^.;]{0,40}gửi|cập nhật (?:báo cáo|kết quả|tiến độ|số liệu|tình hình)[^.;]{0,80}(?:phần mềm|hệ thống|cổng|nền tảng)|cập nhật[^.;]{0,60}(?:phần mềm|hệ thống|cổng|nền tảng)[^.;]{0,80}(?:ngày \d|hằng tuần|hàng tuần)/u;

export const CYCLE =
  /6 tháng|06 tháng|sáu tháng|9 tháng|09 tháng|chín tháng|(?:hằng|hàng|mỗi|từng|theo) (?:năm|quý|tháng|tuần)|quý|định kỳ|đột xuất|cuối năm|tháng cuối|hằng tuần|hàng tuần|báo cáo (?:tháng|quý|năm|tuần|ngày)|khi có yêu cầu|theo yêu cầu|thứ (?:hai|ba|tư|năm|sáu|bảy) hằng/;

export const isObstacle = (clause: string): boolean => OBSTACLE.test(clause) && OBSTACLE_VERB.test(clause);

/** A clause about approvals, documents or inspection that merely contains the word. */
export function isNoise(clause: string): boolean {
  if (BEYOND.test(clause)) return true;
  if (
    NOT_A_DUTY.test(clause) &&
    !/(?:gửi|định kỳ|tổng hợp,?) (?:[^.;]{0,30})?báo cáo/.test(clause.replace(NOT_A_DUTY, ''))
  )
    return true;
  return APPROVAL.test(clause) && !CYCLE.test(clause) && !/kết quả|tiến độ/.test(clause);
}

/** The clause obliges somebody to report, send or enter data. */
export function isDuty(clause: string): boolean {
  if (isObstacle(clause)) return true;
  return REPORT_VERB.test(clause) && !isNoise(clause);
}
