"""The rules by name, as clerks read them, and the order of severities."""

from __future__ import annotations

SEVERITIES = ("error", "warning", "info")
SEVERITY_VI = {"error": "Lỗi", "warning": "Cảnh báo", "info": "Lưu ý"}
RULES: dict[str, str] = {
    "R01": "Ngày không thể có",
    "R02": "Văn bản viện dẫn ban hành sau ngày của báo cáo",
    "R03": "Ngày nằm ngoài thời gian hoạt động của cơ quan, khóa",
    "R04": "Năm trong ký hiệu khác năm ban hành",
    "R05": "Viện dẫn thiếu ngày hoặc cơ quan ban hành",
    "R06": "Dấu nối trong ký hiệu sai thể thức",
    "R07": "Tên loại không khớp chữ viết tắt trong ký hiệu",
    "R08": "Chữ viết tắt tên loại không có trong bảng quy định",
    "R09": "Cơ quan ban hành không khớp ký hiệu",
    "R10": "Ký hiệu TU dùng cho hai cấp",
    "R11": "Cơ quan không có thẩm quyền ban hành loại văn bản này",
    "R12": "Ký hiệu thừa hoặc thiếu năm",
    "R13": "Cách viết ký hiệu chưa chuẩn",
    "R14": "Viện dẫn cụt, không đủ ký hiệu",
    "R15": "Điều, khoản được viện dẫn không thể có",
    "R20": "Ngày khác với danh mục",
    "R21": "Ký hiệu trùng ở nhiều văn bản",
    "R22": "Ký hiệu lệch một lỗi gõ so với danh mục",
    "R23": "Văn bản đã hết hiệu lực hoặc được thay thế",
    "R24": "Áp dụng trước ngày có hiệu lực",
    "R25": "Có văn bản mới hơn về cùng nội dung",
    "R26": "Trích yếu không khớp danh mục",
    "R27": "Cơ quan ban hành khác với danh mục",
    "R28": "Văn bản trung ương chưa có trong danh mục",
    "R29": "Luật ghi sai năm hoặc sai số",
    "R30": "Số văn bản lớn bất thường",
    "R40": "Một văn bản, hai ngày trong cùng báo cáo",
    "R41": "Một văn bản, ngày khác nhau giữa các báo cáo",
    "R42": "Cùng ngày, cùng trích yếu, hai số",
    "R43": "Thứ tự số không khớp thứ tự ngày",
    "R44": "Viện dẫn rút gọn của văn bản đã nêu",
    "R45": "Văn bản triển khai có trước văn bản gốc",
    "R46": "Triển khai vượt cấp",
    "R47": "Một số dùng cho hai văn bản",
    "R48": "Tên đơn vị hành chính sai",
    "R49": "Cơ quan ban hành đã kết thúc hoạt động",
    "R60": "Thiếu số của văn bản",
    "R61": "Thiếu ngày của văn bản",
    "R62": "Thiếu hoặc mâu thuẫn tên cơ quan",
    "R63": "Thể thức ký chưa đúng",
    "R64": "Đánh số đề mục nhảy hoặc trùng",
    "R65": "Năm ở tiêu đề khác nội dung",
    "R66": "Số công bố khác số liệt kê",
    "R67": "Công bố số lượng nhưng không nêu tên",
    "R68": "Tỷ lệ phần trăm tính sai",
    "R69": "Tử số lớn hơn mẫu số",
    "R70": "Tổng không bằng các thành phần",
    "R71": "Phần lớn hơn tổng",
    "R72": "Hai dòng khác số lượng, cùng số tiền",
    "R73": "Số suất và số hộ không khớp",
    "R74": "Số tiền viết sai",
    "R75": "Phép nhân sai",
    "R76": "Mô hình không nêu chủ thể, địa điểm",
    "R77": "Năm của mô hình khác năm của quyết định",
    "R78": "Mô hình có thể bị nêu hai lần",
    "R79": "Công nhận nhiều hơn đăng ký",
    "R80": "Tập thể và cá nhân không bằng tổng",
    "R81": "Dấu ngoặc không khép",
    "R82": "Có thể chép từ văn bản của đơn vị khác",
    "R83": "Lặp lại báo cáo năm trước",
    "R84": "Nơi nhận không có cơ quan yêu cầu",
    "R85": "Còn ghi cơ quan cấp huyện sau ngày 01/7/2025",
    "R86": "Đoạn văn trùng với báo cáo của đơn vị khác",
    "R87": "Số mô hình giảm mà không giải thích",
}


def at_least(severity: str, least: str) -> bool:
    """Whether a severity is as grave as another, or graver.

    >>> at_least("error", "warning"), at_least("info", "warning")
    (True, False)
    """
    return SEVERITIES.index(severity) <= SEVERITIES.index(least)
