"""What the program says, in Vietnamese: every sentence of `say`, and a sentence for every code of `Unreadable`."""

from __future__ import annotations

WORDS = {
    # Mistakes of use
    "Error: {}": "Lỗi: {}",
    "(help: {} --help)": "(trợ giúp: {} --help)",
    "'{}' is a file; name a folder.": "“{}” là một tệp; hãy ghi tên một thư mục.",
    "there is no {} in '{}'; make it with: baocao ingest PATH --out {}":
        "trong “{1}” không có {0}; hãy tạo bằng lệnh: baocao ingest THƯ_MỤC --out {2}",
    "there are no tables in '{}'; make them with: baocao ingest PATH --out {}":
        "trong “{}” không có bảng nào; hãy tạo bằng lệnh: baocao ingest THƯ_MỤC --out {}",
    "results need a folder of their own, not the archive itself.":
        "kết quả cần một thư mục riêng, không để ngay trong kho văn bản.",
    "'{}' is on another computer; results need a folder on this one.":
        "“{}” nằm trên máy khác; kết quả cần một thư mục trên máy này.",
    "'{}' cannot be read as text in UTF-8; save it as that.":
        "không đọc được “{}” như văn bản UTF-8; hãy lưu lại tệp theo mã UTF-8.",
    "tesseract with Vietnamese is missing; `baocao doctor` says what to install.":
        "thiếu tesseract tiếng Việt; lệnh baocao doctor cho biết cần cài gì.",
    "'{}' can be reached from other computers; give a --password too.":
        "máy khác vào được “{}”; hãy đặt thêm --password.",
    "goes with --html.": "chỉ dùng cùng --html.",
    "archive.db is empty or of another version of baocao; run again: baocao ingest PATH --out {}":
        "archive.db rỗng hoặc do phiên bản baocao khác lập; hãy chạy lại: baocao ingest THƯ_MỤC --out {}",
    "the name has letters that are no UTF-8; choose another folder.":
        "tên có ký tự không theo mã UTF-8; hãy chọn thư mục khác.",
    "Nothing in this archive is what was asked for; no file was written.":
        "Trong kho không có gì như yêu cầu; chưa ghi tệp nào.",
    "none of the {} reports in '{}' is in '{}'.": "không báo cáo nào trong {} báo cáo ở “{}” có trong “{}”.",
    "'{}' is no date; write it like 2025-07-01 or 01/07/2025.":
        "“{}” không phải là ngày; hãy ghi như 01/07/2025 hoặc 2025-07-01.",
    "there is no word to look for.": "không có từ nào để tìm.",
    "'{}' is no address of this computer.": "“{}” không phải là địa chỉ của máy này.",
    # Mistakes of the computer
    "the output": "kết quả",
    "another run is writing into this archive; wait for it and run again":
        "một lượt chạy khác đang ghi vào kho này; chờ xong rồi chạy lại",
    "archive.db cannot be written; choose another --out or change its permissions":
        "không ghi được archive.db; chọn --out khác hoặc sửa quyền của tệp",
    "archive.db cannot be opened; check the folder's name and permissions":
        "không mở được archive.db; kiểm tra tên và quyền của thư mục",
    "the disk is full; make room and run again": "đĩa đã đầy; dọn bớt rồi chạy lại",
    "the disk reports an error; check it, or choose another --out":
        "đĩa báo lỗi; kiểm tra đĩa, hoặc chọn --out khác",
    "archive.db is no archive of baocao; choose another folder":
        "archive.db không phải là kho của baocao; chọn thư mục khác",
    "archive.db is damaged; delete it and ingest again": "archive.db bị hỏng; xóa đi rồi đọc lại từ đầu",
    "no permission, or open in another program; close it there, or choose another place":
        "không có quyền, hoặc đang mở ở chương trình khác; đóng ở đó, hoặc chọn chỗ khác",
    "open in Excel or another program, or no permission; close it there and run again":
        "đang mở trong Excel hoặc chương trình khác, hoặc không có quyền; đóng lại rồi chạy lại",
    "no permission; choose another place": "không có quyền; chọn chỗ khác",
    "this place cannot be written to; choose another": "không ghi được vào chỗ này; chọn chỗ khác",
    "a part of this path is a file; choose another place": "một phần của đường dẫn là tệp; chọn chỗ khác",
    "this path is too long; choose another place": "đường dẫn quá dài; chọn chỗ khác",
    # ingest
    "To be read: {} files, {} MB": "Sẽ đọc: {} tệp, {} MB",
    "Left for another run": "Để lại cho lượt sau", "Unchanged since an earlier run": "Không đổi từ lượt trước",
    "Found at another place": "Nay ở chỗ khác", "Gone since an earlier run": "Không còn từ lượt trước",
    "{} files seen: {}.": "Đã thấy {} tệp: {}.",
    "{} read whole": "{} đọc đủ", "{} read in part": "{} đọc được một phần", "{} failed": "{} không đọc được",
    "{} with the bytes of another file": "{} trùng hẳn tệp khác", "{} found at another place": "{} nay ở chỗ khác",
    "{} unchanged since an earlier run": "{} không đổi từ lượt trước",
    "{} gone since an earlier run": "{} không còn từ lượt trước",
    "Opened: {} archives and e-mails; the files in them are counted one by one.":
        "Đã mở {} tệp nén và thư điện tử; các tệp bên trong được đếm từng tệp.",
    "Left out: {} hidden, temporary or JSON files, links, what was not asked for (--verbose names them).":
        "Bỏ qua {} tệp ẩn, tạm, JSON, đường dẫn tắt hoặc không được yêu cầu (--verbose kể tên).",
    "Left for another run: {} files.": "Để lại cho lượt sau: {} tệp.",
    "Broken off; what is counted above is stored. Run again to go on: {}":
        "Đã dừng giữa chừng; những gì đếm ở trên đã được lưu. Chạy lại để đọc tiếp: {}",
    "Of the files that are gone, {} documents were dropped with their rows.":
        "Trong các tệp không còn, {} văn bản đã được gỡ khỏi kho cùng các dòng của chúng.",
    "In the archive: {}.": "Trong kho có: {}.",
    "{} documents": "{} văn bản", "{} citations": "{} lượt viện dẫn", "{} dates": "{} ngày tháng",
    "{} amounts of money": "{} số tiền", "{} quantities": "{} số lượng", "{} people": "{} người",
    "Not read": "Không đọc được", "Read only in part": "Chỉ đọc được một phần",
    "Tables written: {}": "Đã ghi các bảng: {}",
    "Nothing changed, the tables stay: {}": "Không có gì thay đổi, các bảng giữ nguyên: {}",
    "To open:": "Mở xem:", "the models of each commune": "mô hình của từng xã",
    "what does not hold in what is cited": "viện dẫn có gì không đúng", "each row beside its words": "soát từng dòng",
    "for Excel": "cho Excel",
    "    ... and {} more: see `status` and `error` in the table documents":
        "    ... và {} tệp nữa: xem cột status và error trong bảng documents",
    "Stopped at {}; {} of {} files are done and stored. Run again to go on.":
        "Dừng ở {}; {} trên {} tệp đã đọc xong và lưu lại. Chạy lại để đọc tiếp.",
    "{} of {} files, {} a second, {} failed": "{} trên {} tệp, {} tệp mỗi giây, {} không đọc được",
    ", about {} s left": ", còn khoảng {} giây",
    "{} files to read": "{} tệp cần đọc",
    "There are no files to read under {}; nothing was done.": "Không có tệp nào để đọc trong {}; chưa làm gì cả.",
    "Another run is writing into {}; wait for it, or choose another --out.":
        "Một lượt chạy khác đang ghi vào {}; chờ xong, hoặc chọn --out khác.",
    "This folder cannot be opened, what is in it was not seen: {}":
        "Không mở được thư mục này, chưa xem được bên trong: {}",
    # ingest --cluster
    "{} cannot be looked at ({}).": "Không xem được {} ({}).",
    "No worker has joined the scheduler at {}.": "Chưa có máy nào vào bộ điều phối ở {}.",
    "No scheduler answers at {}; start one with `dask scheduler`, or use local:N.":
        "Không có bộ điều phối nào trả lời ở {}; chạy lệnh dask scheduler, hoặc dùng local:N.",
    "Waiting for the cluster; workers there now: {}.": "Đang chờ các máy; hiện có: {}.",
    "The scheduler at {} is gone; run again: what was done is kept.":
        "Bộ điều phối ở {} không còn; hãy chạy lại, những gì đã đọc được giữ lại.",
    "Packages for clusters are missing; install them with: pip install distributed fsspec":
        "Thiếu các gói để chạy trên nhiều máy; cài bằng lệnh: pip install distributed fsspec",
    # review, start
    "Open this address in a browser on this computer; it works once. Ctrl+C ends it.":
        "Mở địa chỉ này bằng trình duyệt trên máy này; địa chỉ dùng được một lần. Ctrl+C để dừng.",
    "{} decisions go into the tables and the overview now; Ctrl+C leaves it.":
        "Đang đưa {} quyết định vào các bảng và trang tổng quan; bấm Ctrl+C để thôi.",
    "Tables on disk are as they were; bring them up to date with: baocao overview {}":
        "Các bảng trên đĩa vẫn như cũ; cập nhật bằng lệnh: baocao overview {}",
    "No document is reviewed as a whole yet; that is said on its page in: baocao review {}":
        "Chưa văn bản nào được soát xong; bấm “Soát xong văn bản” ở trang của văn bản trong: baocao review {}",
    # audit ignore, register
    "{} silenced; seen at the next: baocao audit {}": "đã bỏ qua {} phát hiện; thấy ở lần chạy sau: baocao audit {}",
    "{}: {} documents, no mistake found": "{}: {} văn bản, không thấy lỗi nào",
    # evaluate
    "all": "tất cả", "rule (precision of symbols)": "quy tắc (độ chính xác của số, ký hiệu)",
    "format {}": "định dạng {}", "measure": "phép đo", "hits": "đúng", "found": "tìm thấy", "wanted": "cần tìm",
    "P": "P", "95 %": "95 %", "R": "R", "F1": "F1",
    "{}: not in documents": "{}: không có trong kho", "missed {} extra {}": "thiếu {} thừa {}",
    "document.{} is {}, want {}": "document.{} là {}, cần {}",
    # search, status
    "{} documents, {} shown": "{} văn bản, hiện {}",
    "about, or more than, {} documents, {} shown": "khoảng, hoặc hơn, {} văn bản, hiện {}",
    "Did you mean “{}”?": "Có phải bạn tìm “{}”?",
    "archive": "kho", "what": "nội dung", "count": "số lượng", "files": "tệp",
    "of them inside others": "trong đó ở trong tệp khác",
    "documents": "văn bản", "tables": "bảng", "up to date": "mới nhất",
    "older than the archive: run `baocao ingest` to its end": "cũ hơn kho: hãy chạy baocao ingest đến hết",
    "older than what was decided: run `baocao overview`": "cũ hơn quyết định của người soát: hãy chạy baocao overview",
    "formats": "định dạng", "format": "định dạng", "ok": "đủ", "partial": "một phần", "failed": "không đọc được",
    "ms each": "ms mỗi văn bản", "not whole": "chưa đọc đủ", "status": "tình trạng", "code": "mã",
    "for example": "ví dụ", "slowest": "chậm nhất", "ms": "ms", "path": "đường dẫn",
    # doctor
    "part": "thành phần", "version": "phiên bản", "what for": "để làm gì", "to install": "cách cài",
    "MISSING": "THIẾU", "package": "gói Python", "runs baocao (3.11 or later)": "chạy baocao (3.11 trở lên)",
    "draws the figures of the overview (optional)": "vẽ biểu đồ ở trang tổng quan (không bắt buộc)",
    "reads with several computers (optional)": "đọc bằng nhiều máy (không bắt buộc)",
    "reads scanned pages": "đọc trang quét (scan)", "Vietnamese for tesseract": "tiếng Việt cho tesseract",
    "reads damaged or rare office files": "đọc tệp văn phòng bị hỏng hoặc hiếm gặp",
    "unpacks RAR archives": "mở tệp nén RAR",
    "tests the review page (developers only)": "thử trang soát (chỉ cho người lập trình)",
}

# What click says of a mistake, a pattern and its words: the values stand in its groups.
CLICK = (
    (r"Invalid value for (.+?): (.+)", "{} không hợp lệ: {}"),
    (r"(?:Path|File|Directory) '(.*)' does not exist\.", "không có tệp hoặc thư mục “{}”."),
    (r"(?:File|Directory|Path) '(.*)' is a (?:file|directory)\.", "“{}” không đúng loại (tệp hay thư mục)."),
    (r"Missing (?:argument|option|parameter) (.+?)\.?(?: Choose from:\s*(?:.+))?", "thiếu {}."),
    (r"No such command '(.+?)'\.(?: .*)?", "không có lệnh “{}”; gõ baocao --help để xem các lệnh."),
    (r"No such option:? '?(.+?)'?(?:[. ].*)?", "không có tùy chọn {}."),
    (r"Got unexpected extra arguments? \((.+)\)", "thừa: {}."),
    (r"'(.+)' is not one of (.+)\.", "“{}” không nằm trong: {}."),
    (r"'(.+)' is not a valid (?:integer|float)(?: range)?\.", "“{}” không phải là số."),
    (r"'(.+)' does not match the formats? (.+)\.", "“{}” không đúng dạng {}."),
    (r"(.+) is not in the range (.+)\.", "{} không nằm trong khoảng {}."),
    (r"Option (.+) requires an argument\.", "{} cần một giá trị."),
    # A register, a folder of gold
    (r"(.+), line (\d+): (.+)", "{}, dòng {}: {}"),
    (r"there is no column (.+)", "không có cột {}"),
    (r"there is no line with the names of the columns", "không có dòng tên cột"),
    (r"a column stands there twice", "có một cột lặp hai lần"),
    (r"(\d+) cells, but only (\d+) columns", "{} ô nhưng chỉ có {} cột"),
    (r"(.+) stands on line (\d+) already", "{} đã có ở dòng {}"),
    (r"'replaced_by' names (.+), which no row has", "'replaced_by' ghi {} nhưng không có dòng nào như vậy"),
    (r"'(.+)' is empty", "cột “{}” để trống"),
    (r"'(.+)' is no symbol", "“{}” không phải là số, ký hiệu văn bản"),
    (r"'(.+)' is no date: '(.*)'", "cột “{}” không phải là ngày: “{}”"),
    (r"'verified' is yes or no, not '(.*)'", "cột “verified” ghi yes hoặc no, không phải “{}”"),
    (r"'date_issued' has no whole day; a row without one is verified=no",
     "cột “date_issued” thiếu ngày đầy đủ; dòng như vậy phải ghi verified=no"),
    (r"'articles' is a number, not '(.*)'", "cột “articles” phải là số, không phải “{}”"),
    (r"(.+): this is no UTF-8; save it as 'CSV UTF-8' or as XLSX",
     "{}: tệp không theo mã UTF-8; hãy lưu thành “CSV UTF-8” hoặc XLSX"),
    (r"(.+): this workbook cannot be read (\(.+\))", "{}: không đọc được sổ Excel này {}"),
    (r"(.+): this workbook is too large for a register", "{}: sổ Excel này quá lớn, không thể là danh mục"),
    (r"There is no finding '(.+)'; its name stands in the column “Mã phát hiện” of audit\.xlsx\.?",
     "không có phát hiện “{}”; mã nằm ở cột “Mã phát hiện” của audit.xlsx"),
    (r"there are no \*\.json files in '(.+)'\.", "trong “{}” không có tệp *.json nào."),
    (r"'(.+)' is no JSON file in UTF-8 \(.+\)\.", "“{}” không phải là tệp JSON theo mã UTF-8."),
    (r"'(.+)' does not name its report \(`file`\)\.", "“{}” không ghi tên báo cáo của nó (`file`)."),
)

CODES = {
    "empty": "Tệp rỗng.",
    "damaged": "Tệp bị hỏng hoặc bị cắt cụt.",
    "encrypted": "Tệp có mật khẩu; ghi mật khẩu vào một tệp rồi đọc lại với --password-file.",
    "unsupported": "Chương trình không đọc loại tệp này.",
    "no_text": "Trong tệp không có chữ nào đọc được; nếu là bản quét, hãy cài tesseract (baocao doctor).",
    "no_document": "Trong tệp không có văn bản nào.",
    "no_access": "Không mở được tệp: không có quyền, hoặc tệp đang mở ở chương trình khác.",
    "changed": "Tệp thay đổi trong lúc đang đọc; hãy đọc lại.",
    "too_large": "Tệp quá lớn, không đọc hết được.",
    "embedded": "Trong văn bản có nhúng một tệp khác; tệp ấy chưa được đọc.",
    "uncomputed": "Có công thức chưa được tính (tệp do chương trình tạo ra, chưa lưu lại bằng Excel); các ô ấy trống.",
    "too_complex": "Tệp quá phức tạp để đọc an toàn.",
    "too_deep": "Tệp nén lồng nhau quá sâu.",
    "bomb": "Tệp nén bung ra lớn bất thường; không đọc để bảo vệ máy.",
    "link": "Đây là đường dẫn tắt, không phải tệp.",
    "ocr_failed": "Không nhận dạng được chữ trên một phần trang quét.",
    "crashed": "Đọc tệp này làm chương trình dừng đột ngột; các tệp khác không bị ảnh hưởng.",
    "timeout": "Đọc tệp này quá lâu, đã dừng lại.",
    "memory": "Đọc tệp này cần quá nhiều bộ nhớ.",
    "bug": "Chương trình gặp lỗi ở tệp này; xin báo cho người làm chương trình.",
    "lost": "Tiến trình đọc tệp này bị mất.",
}
