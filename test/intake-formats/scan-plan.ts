// A one-page plan of our own with everything a scan must get right: letterhead, title, dated reporting clauses, signature.

export const SCAN_PLAN = {
  header: [
    ['ỦY BAN NHÂN DÂN', '**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**'],
    ['**XÃ ĐÔNG SƠN**', '**Độc lập - Tự do - Hạnh phúc**'],
    ['Số: 47/KH-UBND', 'Đông Sơn, ngày 12 tháng 3 năm 2026'],
  ] as [string, string][],
  text: `**KẾ HOẠCH**
**Triển khai công tác chuyển đổi số trên địa bàn xã giai đoạn 2026 - 2030**

Thực hiện Kế hoạch số 85/KH-UBND ngày 20/01/2026 của Ủy ban nhân dân tỉnh về chuyển đổi số, Ủy ban nhân dân xã Đông Sơn ban hành Kế hoạch với các nội dung sau:
**I. MỤC TIÊU**
- Phấn đấu đến năm 2030, tỷ lệ hồ sơ thủ tục hành chính được xử lý trực tuyến đạt từ 85% trở lên.
**II. TỔ CHỨC THỰC HIỆN**
1. Phòng Văn hóa - Xã hội
- Chủ trì, phối hợp với các cơ quan, đơn vị liên quan tổ chức thực hiện Kế hoạch này.
2. Các cơ quan, đơn vị
- Định kỳ 6 tháng (trước ngày 10/6), năm (trước ngày 10/12) báo cáo kết quả thực hiện về Ủy ban nhân dân xã (qua Phòng Văn hóa - Xã hội) để tổng hợp, báo cáo.
Trên đây là Kế hoạch triển khai công tác chuyển đổi số trên địa bàn xã giai đoạn 2026 - 2030./.`,
  footer: [
    ['**Nơi nhận:**', '**TM. ỦY BAN NHÂN DÂN**'],
    ['- Như trên;', '**CHỦ TỊCH**'],
    ['- Lưu: VT.', ''],
    ['', '**Trần Văn Bình**'],
  ] as [string, string][],
};
