/** The one list of refusals: code → reason and way out for the person, who acts, whether trying again helps. */

export type Actor = 'don_vi' | 'van_phong' | 'lanh_dao' | 'quan_tri' | 'he_thong';

export interface ErrorEntry {
  /** What is wrong, Vietnamese, with `{names}` to fill in. */
  reason: string;
  /** What the person can do about it, Vietnamese. */
  wayOut: string;
  who: Actor;
  /** True where the same request may succeed later without anything being changed. */
  retryable: boolean;
  /** HTTP status for the edge. */
  status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 423 | 429 | 500;
}

const entry = (
  who: Actor,
  status: ErrorEntry['status'],
  reason: string,
  wayOut: string,
  retryable = false,
): ErrorEntry => ({ who, status, reason, wayOut, retryable });

export const ERROR_CATALOGUE = {
  // Dates, calendar
  DATE_INVALID: entry(
    'van_phong',
    422,
    'Ngày "{value}" không có trong lịch.',
    'Nhập lại ngày theo dạng ngày/tháng/năm.',
  ),
  DAY_NOT_IN_MONTH: entry(
    'van_phong',
    422,
    'Không có ngày {day} tháng {month}.',
    'Chọn một ngày có trong tháng {month}.',
  ),
  HOUR_INVALID: entry(
    'van_phong',
    422,
    'Giờ "{value}" không hợp lệ.',
    'Nhập giờ theo dạng 16:00, từ 00:00 đến 23:59.',
  ),
  CALENDAR_YEAR_MISMATCH: entry(
    'quan_tri',
    422,
    'Ngày {date} không thuộc lịch năm {year}.',
    'Chuyển dòng này sang lịch của năm tương ứng.',
  ),
  CALENDAR_DUPLICATE_DAY: entry(
    'quan_tri',
    422,
    'Ngày {date} được khai hai lần trong lịch năm {year}.',
    'Giữ lại một dòng cho mỗi ngày.',
  ),
  CALENDAR_KIND_UNKNOWN: entry(
    'quan_tri',
    422,
    'Loại ngày "{value}" không có trong danh mục.',
    'Chọn một trong: nghỉ lễ (NGHI), nghỉ bù (NGHI_BU), nghỉ hoán đổi (HOAN_DOI_NGHI), làm bù (LAM_BU).',
  ),
  CALENDAR_MAKEUP_ON_WORKDAY: entry(
    'quan_tri',
    422,
    'Ngày {date} là {weekday}, vốn đã là ngày làm việc nên không thể làm bù.',
    'Kiểm tra lại ngày làm bù trong thông báo.',
  ),
  CALENDAR_SWAP_ON_WEEKEND: entry(
    'quan_tri',
    422,
    'Ngày {date} là {weekday}, vốn đã nghỉ hằng tuần nên không thể hoán đổi.',
    'Kiểm tra lại ngày nghỉ hoán đổi trong thông báo.',
  ),
  CALENDAR_SOURCE_MISSING: entry(
    'quan_tri',
    422,
    'Dòng lịch ngày {date} chưa ghi nguồn.',
    'Ghi số, ngày của thông báo hoặc văn bản làm căn cứ.',
  ),
  CALENDAR_NOTICE_OF_SEVERAL_YEARS: entry(
    'quan_tri',
    422,
    'Tệp có ngày của nhiều năm ({years}) nên không thể là thông báo lịch nghỉ của một năm.',
    'Tách mỗi năm một tệp, hoặc bỏ đánh dấu "thông báo chính thức của cả năm".',
  ),
  CALENDAR_UNREADABLE: entry(
    'quan_tri',
    422,
    'Không đọc được dòng {line} của tệp lịch: {detail}.',
    'Sửa dòng này theo mẫu: ngày, loại, tên, nguồn.',
  ),

  // Rules
  ROLL_POLICY_UNKNOWN: entry(
    'van_phong',
    422,
    'Cách dời hạn "{value}" không có trong danh mục.',
    'Chọn một trong: lùi sang ngày làm việc sau (LUI_SAU), lùi về ngày làm việc trước (LUI_TRUOC), giữ nguyên (GIU_NGUYEN).',
  ),
  DEADLINE_BEFORE_CUTOFF: entry(
    'van_phong',
    422,
    'Hạn nộp {deadline} sớm hơn hoặc trùng ngày chốt số liệu {cutoff} của {period}.',
    'Chọn hạn nộp sau ngày chốt số liệu, hoặc đổi ngày chốt số liệu của kỳ.',
  ),
  DEADLINE_TOO_CLOSE_TO_CUTOFF: entry(
    'van_phong',
    422,
    'Hạn nộp {deadline} cách ngày chốt số liệu {cutoff} chưa đủ 01 ngày làm việc (Nghị định 09/2019/NĐ-CP, Điều 8 khoản 5 điểm b).',
    'Chọn hạn nộp từ {earliest} trở đi.',
  ),
  DEADLINE_LEVELS_TOO_CLOSE: entry(
    'van_phong',
    422,
    'Hạn của đơn vị {unitDeadline} không sớm hơn hạn của cơ quan tổng hợp {deadline} (Nghị định 09/2019/NĐ-CP, Điều 8 khoản 5 điểm b).',
    'Chọn hạn chậm nhất là {latest}, hoặc đổi hạn của cơ quan tổng hợp trong chế độ báo cáo trước.',
  ),
  DEADLINE_NO_ROOM_TO_COMPILE: entry(
    'van_phong',
    422,
    'Trừ {workingDays} ngày làm việc tổng hợp thì hạn của đơn vị là {unitDeadline}, chưa đủ 01 ngày làm việc sau khi chốt số liệu {cutoff}.',
    'Giảm số ngày tổng hợp hoặc lùi hạn của cơ quan tổng hợp.',
  ),
  RULE_NUMBER_OUT_OF_RANGE: entry(
    'van_phong',
    422,
    'Giá trị {value} ở mục "{name}" nằm ngoài khoảng {min} đến {max}.',
    'Nhập một số trong khoảng này.',
  ),
  RULE_NO_DATE_FOR_PERIOD: entry(
    'van_phong',
    422,
    'Quy tắc chưa nêu ngày nộp cho {period}.',
    'Bổ sung ngày nộp của kỳ này.',
  ),
  RULE_KIND_UNKNOWN: entry(
    'van_phong',
    422,
    'Loại quy tắc hạn nộp "{value}" không có trong danh mục.',
    'Chọn lại loại quy tắc trong danh sách.',
  ),
  RULE_NEEDS_QUARTER: entry(
    'van_phong',
    422,
    'Quy tắc "tháng của quý" không dùng được cho {period}.',
    'Chọn quy tắc theo tháng, hoặc đổi chu kỳ thành quý, 6 tháng, 9 tháng hay năm.',
  ),
  TWO_RULES_FOR_ONE_REPORT: entry(
    'van_phong',
    409,
    'Hai quy tắc "{first}" và "{second}" cùng sinh ra một báo cáo {period} của cùng một đơn vị.',
    'Bỏ đơn vị hoặc chu kỳ ở một trong hai quy tắc.',
  ),
  RULE_WITHOUT_UNITS: entry(
    'van_phong',
    422,
    'Quy tắc "{rule}" chưa có đơn vị nào phải báo cáo.',
    'Chọn ít nhất một đơn vị.',
  ),
  TERM_REVERSED: entry(
    'van_phong',
    422,
    'Kế hoạch bắt đầu {from} nhưng kết thúc {to}.',
    'Nhập ngày kết thúc sau ngày bắt đầu.',
  ),
  TERM_TOO_LONG: entry(
    'van_phong',
    422,
    'Thời gian thực hiện {from} – {to} dài quá {max} năm.',
    'Kiểm tra lại năm kết thúc; tầm nhìn không phải là thời hạn thực hiện.',
  ),
  CUTOFF_CUSTOM_MISSING: entry(
    'van_phong',
    422,
    'Chọn chốt số liệu tự đặt nhưng chưa nêu ngày chốt.',
    'Nhập ngày chốt trong tháng hoặc ngày chốt của từng kỳ.',
  ),
  CUTOFF_NOT_ASCENDING: entry(
    'van_phong',
    422,
    'Các ngày chốt tự đặt không theo thứ tự thời gian trong năm ("{first}" không đứng trước "{second}").',
    'Xếp lại các ngày chốt từ đầu năm đến cuối năm.',
  ),
  MILESTONE_MISSING: entry(
    'van_phong',
    422,
    'Chu kỳ sơ kết hoặc báo cáo một lần chưa có mốc.',
    'Nhập tên mốc và ngày chốt số liệu của mốc.',
  ),
  MILESTONE_OUTSIDE_TERM: entry(
    'van_phong',
    422,
    'Mốc "{name}" ({date}) nằm ngoài thời gian thực hiện {from} – {to}.',
    'Chọn ngày chốt trong thời gian thực hiện.',
  ),

  // Reminder policy
  LADDER_STEP_DUPLICATE: entry(
    'van_phong',
    422,
    'Nấc nhắc {step} được khai hai lần.',
    'Bỏ một trong hai nấc.',
  ),
  LADDER_OFFSET_BEYOND_INTERVAL: entry(
    'van_phong',
    422,
    'Nấc nhắc {step} nằm trước cả kỳ báo cáo: khoảng cách giữa hai kỳ chỉ {interval} ngày.',
    'Chọn nấc nhắc ngắn hơn {interval} ngày.',
  ),
  LADDER_LOOKBACK_SHORTER_THAN_GRACE: entry(
    'van_phong',
    422,
    'Khoảng nhìn lại {lookback} ngày ngắn hơn thời gian ân hạn {grace} ngày làm việc nên không bao giờ có báo cáo nào đủ điều kiện.',
    'Tăng khoảng nhìn lại lên ít nhất {minimum} ngày hoặc giảm thời gian ân hạn.',
  ),
  LADDER_WINDOW_INVALID: entry(
    'van_phong',
    422,
    'Khung giờ gửi {from}–{to} không hợp lệ.',
    'Nhập giờ bắt đầu sớm hơn giờ kết thúc.',
  ),
  LADDER_WINDOW_IN_QUIET: entry(
    'van_phong',
    422,
    'Khung giờ gửi {from}–{to} nằm trong giờ yên lặng {quietFrom}–{quietTo}.',
    'Dời khung giờ gửi ra ngoài giờ yên lặng.',
  ),
  LADDER_EMPTY: entry('van_phong', 422, 'Chính sách nhắc chưa có nấc nào.', 'Thêm ít nhất một nấc nhắc.'),

  // Obligations and submissions
  TRANSITION_NOT_ALLOWED: entry(
    'van_phong',
    409,
    'Báo cáo đang ở trạng thái "{state}" nên không thể {action}.',
    'Tải lại trang để xem trạng thái mới nhất.',
  ),
  LOCKED_PAST_GRACE: entry(
    'don_vi',
    423,
    'Đã hết hạn nhập báo cáo (khóa từ {lockedAt}).',
    'Liên hệ Văn phòng để được gia hạn hoặc mở khóa.',
  ),
  LOCKED_ACCEPTED: entry(
    'don_vi',
    423,
    'Báo cáo đã được duyệt.',
    'Muốn sửa số liệu, đề nghị Văn phòng mở đính chính.',
  ),
  LOCKED_PLAN_ENDED: entry(
    'don_vi',
    423,
    'Kế hoạch đã kết thúc từ {endedOn}.',
    'Liên hệ Văn phòng nếu vẫn cần gửi báo cáo.',
  ),
  LOCKED_PLAN_SUSPENDED: entry(
    'don_vi',
    423,
    'Kế hoạch đang tạm dừng từ {since}.',
    'Chờ Văn phòng thông báo tiếp tục thực hiện.',
  ),
  NIL_NEEDS_CONFIRMATION: entry(
    'don_vi',
    422,
    'Báo cáo "không phát sinh" cần được xác nhận và ghi tên người xác nhận.',
    'Đánh dấu xác nhận và nhập họ tên.',
  ),
  PAPER_NEEDS_EVIDENCE: entry(
    'van_phong',
    422,
    'Báo cáo giấy cần ngày nhận, người nhập và minh chứng.',
    'Nhập ngày nhận, đính kèm bản chụp hoặc ghi số văn bản đến.',
  ),
  PAPER_DATE_IN_FUTURE: entry(
    'van_phong',
    422,
    'Ngày nhận báo cáo giấy {received} sau ngày nhập {entered}.',
    'Nhập đúng ngày văn bản đến.',
  ),
  RETURN_NEEDS_REASON: entry('van_phong', 422, 'Trả lại báo cáo cần nêu lý do.', 'Ghi rõ nội dung cần sửa.'),
  CORRECTION_DEADLINE_INVALID: entry(
    'van_phong',
    422,
    'Hạn chỉnh sửa {deadline} không sau thời điểm trả lại.',
    'Chọn hạn chỉnh sửa muộn hơn.',
  ),
  DRAFT_CHANGED: entry(
    'don_vi',
    409,
    'Bản nháp vừa được {name} sửa lúc {at}.',
    'Xem bản mới nhất, chép lại phần của bạn rồi lưu.',
  ),
  REASON_MISSING: entry('van_phong', 422, 'Chưa nêu lý do khi {action}.', 'Ghi lý do để lưu vào nhật ký.'),
  EXTENSION_NOT_LATER: entry(
    'van_phong',
    422,
    'Hạn mới {newDeadline} không muộn hơn hạn đang áp dụng {oldDeadline}.',
    'Chọn hạn mới muộn hơn; muốn rút ngắn hạn, dùng chức năng đổi hạn.',
  ),
  DEADLINE_IN_PAST: entry(
    'van_phong',
    422,
    'Hạn {deadline} đã qua tại thời điểm tạo.',
    'Chọn một hạn trong tương lai.',
  ),
  VERSION_NOT_FOUND: entry(
    'van_phong',
    404,
    'Không có bản báo cáo số {version}.',
    'Tải lại trang để xem các bản hiện có.',
  ),
  AD_HOC_WITHOUT_UNITS: entry(
    'van_phong',
    422,
    'Yêu cầu báo cáo đột xuất chưa chọn đơn vị.',
    'Chọn ít nhất một đơn vị nhận yêu cầu.',
  ),
  PREVIEW_OUTDATED: entry(
    'van_phong',
    409,
    'Dữ liệu đã thay đổi sau khi xem trước.',
    'Xem lại danh sách báo cáo bị dời hạn rồi xác nhận lần nữa.',
  ),
  OBLIGATION_EXISTS: entry('he_thong', 409, 'Báo cáo {period} của đơn vị này đã có.', 'Dùng báo cáo đã có.'),

  // Escalation
  ESCALATION_ALREADY_DECIDED: entry(
    'lanh_dao',
    409,
    'Đề nghị đôn đốc này đã được xử lý: {decision}.',
    'Không cần thao tác thêm; tải lại trang để xem kết quả.',
  ),
  ESCALATION_WITHDRAWN: entry(
    'lanh_dao',
    409,
    'Đề nghị đôn đốc đã tự rút vì {reason}.',
    'Không cần thao tác thêm.',
  ),
  ESCALATION_NEEDS_REASON: entry(
    'lanh_dao',
    422,
    'Không đồng ý đề nghị đôn đốc cần nêu lý do và ngày xem lại.',
    'Ghi lý do và chọn ngày xem lại.',
  ),
  ESCALATION_REVIEW_DATE_PAST: entry(
    'lanh_dao',
    422,
    'Ngày xem lại {date} không sau ngày hôm nay.',
    'Chọn một ngày sau hôm nay.',
  ),
  ESCALATION_FOUR_EYES: entry(
    'van_phong',
    403,
    'Người lập đề nghị không được tự duyệt đề nghị của mình.',
    'Chuyển cho người duyệt khác.',
  ),
  ESCALATION_NOT_APPROVER: entry(
    'van_phong',
    403,
    'Bạn không phải người duyệt đề nghị này tại thời điểm hiện tại.',
    'Liên hệ người duyệt đang được phân công.',
  ),
  ESCALATION_OPEN_EXISTS: entry(
    'van_phong',
    409,
    'Báo cáo này đã có một đề nghị đôn đốc chưa xử lý ở cấp {level}.',
    'Xử lý đề nghị đang mở trước.',
  ),
  ESCALATION_NO_RECIPIENT: entry(
    'quan_tri',
    422,
    'Mọi cấp đôn đốc đều chưa có người nhận.',
    'Bổ sung người phụ trách cho ít nhất một cấp.',
  ),
  ESCALATION_NOTHING_TO_ISSUE: entry(
    'van_phong',
    409,
    'Đề nghị đôn đốc đang ở trạng thái "{state}" nên chưa thể phát hành.',
    'Chờ người duyệt quyết định.',
  ),
  CHAIN_LEVEL_DUPLICATE: entry(
    'quan_tri',
    422,
    'Cấp đôn đốc {level} được khai hai lần.',
    'Đánh số các cấp khác nhau.',
  ),

  // Summaries
  SUMMARY_STALE: entry(
    'van_phong',
    409,
    'Có báo cáo thay đổi sau khi lập dự thảo này.',
    'Tổng hợp lại, xem phần khác biệt rồi rà soát lại.',
  ),
  SUMMARY_WRONG_STATE: entry(
    'van_phong',
    409,
    'Báo cáo tổng hợp đang ở trạng thái "{state}" nên chưa thể {action}.',
    'Rà soát dự thảo trước khi phát hành; tải lại trang để xem trạng thái mới nhất.',
  ),
  SUMMARY_HAS_PROBLEMS: entry(
    'van_phong',
    422,
    'Còn {count} điểm chưa phát hành được. {first}',
    'Xử lý từng điểm trong danh sách rồi phát hành lại.',
  ),
  // Plans and units
  PLAN_TRANSITION_NOT_ALLOWED: entry(
    'van_phong',
    409,
    'Kế hoạch đang ở trạng thái "{state}" nên không thể {action}.',
    'Tải lại trang để xem trạng thái mới nhất.',
  ),
  PLAN_NUMBER_MISSING: entry(
    'van_phong',
    422,
    'Kế hoạch chưa có số và ngày ban hành.',
    'Nhập số và ngày, hoặc xác nhận miễn kèm lý do.',
  ),
  PLAN_RULES_UNCONFIRMED: entry(
    'van_phong',
    422,
    'Còn {count} chế độ báo cáo chưa được xác nhận.',
    'Xác nhận từng chế độ báo cáo trước khi đưa kế hoạch vào thực hiện.',
  ),
  PLAN_HAS_OPEN_QUESTIONS: entry(
    'van_phong',
    422,
    'Còn {count} câu hỏi bắt buộc chưa trả lời.',
    'Trả lời các câu hỏi được đánh dấu bắt buộc.',
  ),
  ANSWER_EMPTY: entry('van_phong', 422, 'Chưa nhập câu trả lời.', 'Nhập hoặc chọn một câu trả lời.'),
  PLAN_TERM_MISSING: entry(
    'van_phong',
    422,
    'Kế hoạch chưa có thời gian thực hiện.',
    'Nhập ngày bắt đầu và ngày kết thúc của kế hoạch.',
  ),
  PLAN_NO_RULES: entry(
    'van_phong',
    422,
    'Kế hoạch chưa có chế độ báo cáo nào.',
    'Thêm ít nhất một chế độ báo cáo và chọn các đơn vị phải báo cáo.',
  ),
  UNIT_UNREACHABLE: entry(
    'van_phong',
    422,
    'Đơn vị "{unit}" phải báo cáo nhưng chưa có đầu mối nào có thư điện tử hoặc Zalo.',
    'Thêm đầu mối cho đơn vị, hoặc bỏ đơn vị khỏi chế độ báo cáo.',
  ),
  UNIT_NAME_TAKEN: entry(
    'van_phong',
    409,
    'Đã có đơn vị tên "{name}" (kể cả tên gọi khác).',
    'Dùng đơn vị đã có, hoặc đặt tên khác.',
  ),
  ROUTE_TAKEN: entry(
    'van_phong',
    409,
    'Đầu mối này đã có địa chỉ "{kind}" đó.',
    'Kiểm tra lại địa chỉ; muốn dùng lại địa chỉ cũ thì xác nhận lại.',
  ),
  CHANGE_DATE_AHEAD: entry(
    'van_phong',
    422,
    'Ngày có hiệu lực {date} chưa đến.',
    'Thực hiện thay đổi vào ngày có hiệu lực; báo cáo đến ngày đó vẫn do đơn vị cũ nộp.',
  ),
  UNIT_SUCCESSOR_MISSING: entry(
    'van_phong',
    422,
    'Đơn vị "{unit}" ngừng hoạt động từ {date} nhưng chưa có đơn vị tiếp nhận.',
    'Chọn đơn vị tiếp nhận báo cáo còn mở.',
  ),
  UNIT_GONE: entry(
    'van_phong',
    422,
    'Đơn vị "{unit}" đã ngừng hoạt động từ sau ngày {date}.',
    'Bỏ chọn đơn vị này và chọn {instead}.',
  ),
  UNIT_NO_LONGER_OWES: entry(
    'van_phong',
    409,
    'Đơn vị "{unit}" ngừng hoạt động sau ngày {on} nên không thể khôi phục báo cáo của đơn vị này.',
    'Giao việc báo cáo cho đơn vị tiếp nhận bằng sửa đổi kế hoạch hoặc yêu cầu đột xuất.',
  ),
  UNIT_SPLIT_UNDECIDED: entry(
    'van_phong',
    422,
    'Đơn vị "{unit}" được sắp xếp lại nhưng {count} báo cáo còn mở chưa chọn đơn vị tiếp nhận.',
    'Chọn đơn vị tiếp nhận cho từng báo cáo.',
  ),
  UNIT_SUCCESSOR_CYCLE: entry(
    'van_phong',
    422,
    'Đơn vị "{unit}" được khai là đơn vị tiếp nhận của chính nó.',
    'Chọn một đơn vị khác.',
  ),
  UNIT_NOT_CHANGED: entry(
    'van_phong',
    409,
    'Nhật ký không có việc sáp nhập, chia tách hay giải thể nào của đơn vị "{unit}" có thể hoàn tác.',
    'Mở trang của đơn vị để xem thời gian hoạt động.',
  ),
  UNIT_ALREADY_RESTORED: entry(
    'van_phong',
    409,
    'Việc sắp xếp đơn vị "{unit}" đã được hoàn tác trước đó.',
    'Mở trang của đơn vị để xem hiện trạng; người hoàn tác và lý do được ghi trong nhật ký.',
  ),
  UNIT_RECEIVER_ENDED: entry(
    'van_phong',
    409,
    'Đơn vị tiếp nhận "{receiver}" cũng đã ngừng hoạt động sau đó, nên chưa hoàn tác được việc sắp xếp đơn vị "{unit}".',
    'Hoàn tác việc sắp xếp đơn vị "{receiver}" trước.',
  ),
  HANDOVER_REVERSED: entry(
    'van_phong',
    422,
    'Ngày kết thúc {to} trước ngày bắt đầu {from}.',
    'Nhập ngày kết thúc sau ngày bắt đầu.',
  ),
  PLAN_DUPLICATE: entry(
    'van_phong',
    409,
    'Văn bản này đã được nạp ngày {date}.',
    'Mở kế hoạch đã có; nếu là bản sửa đổi, chọn "Kế hoạch sửa đổi".',
  ),

  // Access
  UNAUTHENTICATED: entry('don_vi', 401, 'Bạn chưa đăng nhập hoặc phiên làm việc đã hết.', 'Đăng nhập lại.'),
  NOT_FOUND: entry(
    'van_phong',
    404,
    'Không tìm thấy {what}.',
    'Kiểm tra lại đường dẫn hoặc quay về danh sách.',
  ),
  LINK_EXPIRED: entry(
    'don_vi',
    410,
    'Đường dẫn này đã hết hiệu lực.',
    'Dùng đường dẫn trong thông báo mới nhất hoặc liên hệ Văn phòng để nhận đường dẫn mới.',
  ),
  LINK_INVALID: entry(
    'don_vi',
    403,
    'Đường dẫn không đúng.',
    'Mở lại đúng đường dẫn trong thông báo, hoặc liên hệ Văn phòng.',
  ),
  LINK_USED: entry(
    'don_vi',
    410,
    'Báo cáo theo đường dẫn này đã được gửi.',
    'Xem biên nhận đã gửi, hoặc liên hệ Văn phòng nếu cần sửa.',
  ),
  LINK_REASSIGNED: entry(
    'don_vi',
    410,
    'Báo cáo này đã được chuyển cho người khác phụ trách.',
    'Người phụ trách mới dùng đường dẫn trong thông báo của mình; liên hệ Văn phòng nếu chưa nhận được.',
  ),
  LAST_CONTACT_OPT_OUT: entry(
    'don_vi',
    422,
    'Đây là người phụ trách cuối cùng của đơn vị nên không thể ngừng nhận mọi thông báo.',
    'Giữ ít nhất một kênh nhận, hoặc đề nghị Văn phòng cử người thay.',
  ),

  // Input
  FILE_EMPTY: entry('van_phong', 422, 'Tệp "{name}" không có nội dung.', 'Chọn lại tệp có nội dung.'),
  FILE_TOO_LARGE: entry(
    'don_vi',
    413,
    'Tệp "{name}" lớn hơn {max} MB.',
    'Nén hoặc chia nhỏ tệp rồi gửi lại.',
  ),
  FILE_TYPE_UNSUPPORTED: entry(
    'don_vi',
    415,
    'Không đọc được tệp "{name}": nội dung không phải {expected}.',
    'Gửi lại tệp đúng định dạng.',
  ),
  FILE_COUNT_EXCEEDED: entry(
    'don_vi',
    422,
    'Mỗi báo cáo đính kèm nhiều nhất {max} tệp.',
    'Gỡ bớt tệp hoặc ghép các tệp thành một.',
  ),
  FILE_UNREADABLE: entry(
    'van_phong',
    422,
    'Không đọc được tệp "{name}": {detail}.',
    'Mở và lưu lại tệp, hoặc xuất sang PDF rồi nạp lại.',
  ),
  FIELD_MISSING: entry('don_vi', 422, 'Chưa nhập "{name}".', 'Điền mục này rồi gửi lại.'),
  FIELD_INVALID: entry('don_vi', 422, 'Mục "{name}" chưa đúng: {detail}.', 'Sửa mục này rồi gửi lại.'),
  RATE_LIMITED: entry(
    'he_thong',
    429,
    'Có quá nhiều yêu cầu trong thời gian ngắn.',
    'Chờ ít phút rồi thử lại.',
    true,
  ),
  INTERNAL: entry(
    'quan_tri',
    500,
    'Có lỗi ngoài dự kiến, mã {reference}.',
    'Báo mã này cho quản trị viên.',
    true,
  ),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;
