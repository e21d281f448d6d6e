"""The file behind a document on the review page: given by its id, as an attachment, or drawn page by page."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from urllib.parse import quote

from pipelines.doc_ids import digest
from pipelines.ingest import ingest
from pipelines.store import NAME, Store
from tests import page_pictures
from tests.review_office import REPORT, Visitor, write_files


def test_the_original_is_an_attachment_that_never_opens(lan: Visitor) -> None:
    doc_id = lan.id_of("onerror")
    answer = lan.client.get(f"/d/{doc_id}/original?path=../archive.db")
    assert hashlib.sha256(answer.content).hexdigest()[:16] == doc_id
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment; filename*=UTF-8''") and "<" not in disposition


def test_a_document_in_an_archive_is_given_and_its_pages_are_drawn(tmp_path: Path) -> None:
    write_files(tmp_path / "kho")
    pdf = next((tmp_path / "kho").glob("*.pdf")).read_bytes()
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("năm 2024/giám sát.pdf", pdf)
    with zipfile.ZipFile(tmp_path / "gốc.zip", "w") as packed:
        packed.writestr("bc.txt", REPORT)
        packed.writestr("cũ.zip", inner.getvalue())
    ingest([tmp_path / "gốc.zip"], tmp_path / "out")
    visitor = Visitor(tmp_path / "out").enter()
    for name, data in (("bc.txt", REPORT.encode()), ("giám sát.pdf", pdf)):
        answer = visitor.client.get(f"/d/{digest(data)}/original")
        assert (answer.status_code, answer.content) == (200, data), name
        assert quote(name) in answer.headers["content-disposition"]
    drawn = visitor.client.get(f"/d/{digest(pdf)}/page/1.png")
    assert drawn.status_code == 200 and drawn.content.startswith(b"\x89PNG")


def test_a_file_that_changed_or_went_is_not_given(lan: Visitor, out: Path) -> None:
    doc_id = lan.id_of("bc.txt")
    other = out.parent / "khác.txt"
    other.write_text("đã khác", encoding="utf-8")
    with Store(out / NAME) as store:
        for root, relative in ((out.parent, "khác.txt"), (out.parent, "không có"), (out.parent, "a.zip!/bc.txt")):
            store.db.execute("UPDATE files SET root = ?, relative = ? WHERE doc_id = ?", [str(root), relative, doc_id])
            answer = lan.client.get(f"/d/{doc_id}/original")
            assert answer.status_code == 404 and "tệp gốc" in answer.text


def test_a_document_that_went_says_so(lan: Visitor) -> None:
    answer = lan.client.get("/d/0123456789abcdef")
    assert answer.status_code == 404 and "không còn trong kho" in answer.text


def test_a_scanned_picture_is_shown_page_by_page(tmp_path: Path) -> None:
    (tmp_path / "kho").mkdir()
    sheets = [page_pictures.page(number).resize((620, 877)) for number in (0, 1)]
    held = page_pictures.saved(sheets[0], "TIFF", save_all=True, append_images=sheets[1:], dpi=(75, 75))
    (tmp_path / "kho" / "quét.tif").write_bytes(held)
    ingest([tmp_path / "kho"], tmp_path / "out")
    visitor = Visitor(tmp_path / "out").enter()
    doc_id = visitor.id_of("quét.tif")
    assert "Xem trang gốc" in visitor.client.get(f"/d/{doc_id}").text
    assert "Trang 2 / 2" in visitor.client.get(f"/d/{doc_id}/pages?page=2").text
    shown = [visitor.client.get(f"/d/{doc_id}/page/{number}.png") for number in (1, 2, 3)]
    assert [one.status_code for one in shown] == [200, 200, 404]
    assert all(one.content.startswith(b"\x89PNG") for one in shown[:2]) and shown[0].content != shown[1].content


def test_pages_of_a_pdf_are_pictures_with_boxes(lan: Visitor) -> None:
    doc_id = lan.id_of("giam sat")
    page = lan.client.get(f"/d/{doc_id}/pages?page=2").text
    assert page.count("<rect") > 5 and f'href="/d/{doc_id}/page/2.png"' in page
    picture = lan.client.get(f"/d/{doc_id}/page/2.png")
    assert picture.headers["content-type"] == "image/png" and picture.content.startswith(b"\x89PNG\r\n\x1a\n")
    assert lan.client.get(f"/d/{doc_id}/page/99.png").status_code == 404
    assert lan.client.get(f"/d/{lan.id_of('bc.txt')}/pages").status_code == 404
