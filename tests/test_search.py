"""Search: what is found, in which order, with which passage; no query breaks it; the index follows the archive."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import Found, Header, Piece, Places, Reading, compose
from pipelines.archive import File
from pipelines.cli import cli
from pipelines.reading import all_rows, file_facts
from pipelines.search import search
from pipelines.search.index import NAME, Changes, update
from pipelines.store import NAME as ARCHIVE
from pipelines.store import Known, Store

# name: text, header
DOCUMENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "hoa an 2023.txt": ("Xã Hòa An\nHội Phụ nữ xã Hoà An có mô hình “Hũ gạo tiết kiệm”.",
                        {"date": "2023-05-02", "doc_type": "báo cáo", "doc_type_abbr": "BC", "symbol": "15/BC-UBND",
                         "issuer": "Ủy ban nhân dân xã Hòa An"}),
    "hoa an 2024.txt": ("Xa Hoa An: hoa quả năm nay được mùa.", {"date": "2024-01-02", "symbol": "16/BC-UBND"}),
    "duong.txt": ("Con đường hoa của đoàn viên; an toàn. Chỉ thị 22-CT/\nTU, Nghị định 05/2024/NĐ-CP, 15/BC-HĐND.",
                  {"date": "2022", "doc_type": "kế hoạch", "doc_type_abbr": "KH"}),
    "day.txt": ("Theo Kế hoạch số 12 ngày 05 tháng 3 năm 2019, Nghị định số 30/2020/NĐ-CP.", {"symbol": "93-QĐ/HU"}),
    "days.txt": ("Công văn 40 ngày 7/4/2019 và ngày 17/4/2019.", {}),
    "apart.txt": ("Gạo tẻ, tiết canh; kiệm lời. Cái hũ sành. 22-CT/HU, 15-KH/CT-TU.", {}),
    "nghi dinh.txt": ("Chính phủ\nSố: 25/2015/NĐ-CP\nNghị định về ngày thứ bảy của xã.",
                      {"date": "2015-01-20", "symbol": "25/2015/NĐ-CP", "number": 25, "doc_type": "nghị định",
                       "doc_type_abbr": "NĐ"}),
    "viện dẫn.txt": ("Thực hiện nghị định số 25/2015/NĐ-CP và Nghị định 25.", {"date": "2021-01-20", "number": 25,
                                                                            "doc_type": "công văn"}),
    "dai.txt": ("mở đầu " * 300 + "Hũ gạo nằm ở đây, " + "kết thúc " * 300, {"date": "2020-12"}),
}


def put(store: Store, name: str, text: str, **header: Any) -> None:
    doc_id = f"{abs(hash(name)):016x}"[:16]
    document = compose(Reading([Piece(line, page=1) for line in text.split("\n")]), doc_id)
    found = Found(Header(doc_id=doc_id, **header), places=Places(commune="Hòa An" if "hoa" in name else None))
    store.save(Known(File("/kho", name, 1, 1), doc_id, "rules"), all_rows(document, found, file_facts(name, document)))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    with Store(folder / ARCHIVE) as store:
        for name, (text, header) in DOCUMENTS.items():
            put(store, name, text, **header)
        store.mark_tables(stale=False)
    return folder


@pytest.mark.parametrize(("query", "paths"), [
    ("hòa an", "hoa an 2023, hoa an 2024, duong"),  # side by side and exact, side by side, apart
    ("HOÀ AN", "hoa an 2023, hoa an 2024, duong"),
    ("hoa an", "hoa an 2024, hoa an 2023, duong"),  # no diacritics asked for: the newest first
    ("hũ gạo", "hoa an 2023, dai, apart"),
    ('"hũ gạo"', "hoa an 2023, dai"), ("“hu gao”", "hoa an 2023, dai"),
    ('"hũ gạo tiết kiệm"', "hoa an 2023"),
    ("gạo hũ", "hoa an 2023, dai, apart"),
    ("đường", "duong"), ("duong", "duong"), ("DUONG", "duong"),
    ("22-CT/TU", "duong"), ("22-ct/tu", "duong"), ("22-CT/HU", "apart"),
    ("05/2024/NĐ-CP", "duong"), ("05/2024/nd-cp", "duong"), ("NĐ-CP", "nghi dinh, duong, viện dẫn, day"),
    ("BC-UBND", "hoa an 2024, hoa an 2023"), ("15/BC-UBND", "hoa an 2023"), ("15/BC", "hoa an 2023, duong"),
    ("quả được", "hoa an 2024"), ("hoa an 2023.txt", "hoa an 2023"),
    ("5/3/2019", "day"), ("05.03.2019", "day"), ("ngày 5 tháng 3 năm 2019", "day"), ("ngay 5 thang 3 nam 2019", "day"),
    ("07/04/2019", "days"), ("7 tháng 4 năm 2019", "days"), ("3/2019", ""), ("15/3/2019", ""),
    ("kế hoạch 12", "day"), ("ke hoach 12", "day"), ("k/h 12", "day"), ("KH 12", "day"), ("KH số 12", "day"),
    ("nghị định 30", "day"), ("nghi dinh 30/2020/nd-cp", "day"), ("ND 30", "day"), ("qd 93", "day"),
    ("quyết định số 93", "day"), ("quyết định 3", ""), ("công văn số 40", "days"),
    # The decree itself before whoever cites it, however it is named, and only where the query begins with it.
    ("nghị định 25", "nghi dinh, viện dẫn"), ("nđ 25", "nghi dinh, viện dẫn"), ("ND 25", "nghi dinh, viện dẫn"),
    ("nghị định số 25/2015/NĐ-CP", "nghi dinh, viện dẫn"), ("25/2015/NĐ-CP", "nghi dinh, viện dẫn"),
    ("thực hiện nghị định 25", "viện dẫn"), ("nghị định 25 của xã", "nghi dinh"), ("công văn 25", "viện dẫn"),
    ("không có", ""), ("hoaan", ""), ("ho", ""), ('""', ""), ("", ""), ("- * : ^ ( )", ""),
])
def test_what_is_found(archive: Path, query: str, paths: str) -> None:
    found = search(archive, query)

    assert ", ".join(hit.path.removesuffix(".txt") for hit in found.hits) == paths
    assert (found.total, found.exactly) == (len(found.hits), True)


@pytest.mark.parametrize(("query", "instead"), [
    ("hũ gạo tiết kiệmm", "hũ gạo tiết kiệm"), ("hu gao tiet keim", "hũ gạo tiết kiệm"), ("hũ fạo", "hũ gạo"),
    ("hũgạo", "hũ gạo"), ("đươngf", "đường"), ("22-CT/TUU", "22-CT/ TU"), ("xã hòa ann", "xã hòa an"),
    ("hũ gạo", None), ("xqwzj", None), ("22", None), ("99/BC-UBND", None), ("", None),
    ("gạoo" + " hũ" * 19, None), ("x" * 999, None),
])
def test_a_slip_of_a_letter_is_noticed_where_nothing_is_found(archive: Path, query: str, instead: str | None) -> None:
    assert search(archive, query).instead == instead
    assert instead is None or search(archive, instead).hits


def test_a_slip_is_noticed_among_what_was_asked_for(archive: Path) -> None:
    assert search(archive, "hũ gaoo", year=2020).instead == "hũ gạo"
    assert search(archive, "hũ gaoo", year=2022).instead is None


def test_exact_hits_say_so(archive: Path) -> None:
    assert [hit.exact for hit in search(archive, "hòa an").hits] == [True, False, False]
    assert [hit.exact for hit in search(archive, "hoa an").hits] == [True, True, True]


@pytest.mark.parametrize(("narrow", "paths"), [
    ({"year": 2023}, ["hoa an 2023.txt"]), ({"type": "kế hoạch"}, ["duong.txt"]), ({"type": "kh"}, ["duong.txt"]),
    ({"unit": "hoa an"}, ["hoa an 2024.txt", "hoa an 2023.txt"]), ({"unit": "Ủy ban"}, ["hoa an 2023.txt"]),
    ({"unit": "an hoa"}, []), ({"year": 1999}, []), ({"limit": 1, "offset": 1}, ["hoa an 2023.txt"]),
    ({"unit": "***", "type": ""}, ["hoa an 2024.txt", "hoa an 2023.txt", "duong.txt"]),
])
def test_narrowed(archive: Path, narrow: dict[str, Any], paths: list[str]) -> None:
    assert [hit.path for hit in search(archive, "hoa an", **narrow).hits] == paths


def test_the_passage_is_in_the_text_and_its_words_are_marked(archive: Path) -> None:
    texts = {name: text for name, (text, _) in DOCUMENTS.items()}
    for query, words in (("hũ gạo", ["Hũ gạo"]), ("22-ct/tu", ["22-CT/\nTU"]),
                         ("gao te hu", ["Gạo", "tẻ", "hũ", "HU"])):
        hits = search(archive, query).hits
        for hit in hits:
            assert hit.start is not None and hit.end is not None
            assert texts[hit.path][hit.start:hit.end] == hit.passage
            assert all(hit.start <= start < end <= hit.end for start, end in hit.marks)
        assert words in [[texts[hit.path][start:end] for start, end in hit.marks] for hit in hits]
    (dai,) = (hit for hit in search(archive, "hũ gạo").hits if hit.path == "dai.txt")
    assert dai.passage and len(dai.passage) < 300 and dai.page == 1


SIGNS = [*'"*()^:{}-+/&|.,\'\\\x00 \n\ud800aHòđ1Ạ_²', "NEAR(", " OR ", " AND ", "NOT "]
QUERIES = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)


@settings(max_examples=150, deadline=None)
@given(QUERIES, QUERIES)
def test_no_query_breaks_it(archive: Path, query: str, unit: str) -> None:
    for hit in search(archive, query, unit=unit, type=unit).hits:
        assert hit.passage is not None


def test_a_query_of_thousands_of_words(archive: Path) -> None:
    assert search(archive, " ".join(f"từ{n}" for n in range(5000))).hits == []
    assert search(archive, '"' + "hũ gạo " * 5000 + '"').hits == []


LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
WORDS = st.text(LETTERS + LETTERS.upper(), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from([" ", "-", "/", "\n", ", "]))
def test_any_words_are_found_with_and_without_diacritics(tmp_path_factory: pytest.TempPathFactory, words: list[str],
                                                         between: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    text = unicodedata.normalize("NFC", f"đầu {between.join(words)} cuối")
    with Store(folder / ARCHIVE) as store:
        put(store, "x.txt", text)
    bare = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", " ".join(words)))
    bare = bare.replace("đ", "d").replace("Đ", "D")
    for query in (" ".join(words), bare, bare.upper(), f'"{bare}"'):
        (hit,) = search(folder, query).hits
        assert [text[start:end] for start, end in hit.marks][:1] == [between.join(words).strip()]
        assert hit.exact


def test_the_index_follows_the_archive(tmp_path: Path) -> None:
    with Store(tmp_path / ARCHIVE) as store:
        put(store, "a.txt", "con trâu")
        put(store, "b.txt", "con bò")
        assert update(tmp_path) == Changes(2, 0)
        assert update(tmp_path) == Changes(0, 0)
        put(store, "b.txt", "con ngựa và con cừu")
        put(store, "c.txt", "con dê")
        assert update(tmp_path) == Changes(2, 1)
        store.mark_tables(stale=False)
        assert [search(tmp_path, word).total for word in ("trâu", "bò", "ngựa", "dê", "con")] == [1, 0, 1, 1, 3]
        store.forget(["/kho/a.txt"])
        assert search(tmp_path, "trâu").total == 0  # the tables are stale, so the index is looked after
        (tmp_path / NAME).unlink()
        assert [search(tmp_path, word).total for word in ("trâu", "ngựa")] == [0, 1]


def test_the_command(archive: Path) -> None:
    run = CliRunner().invoke(cli, ["search", str(archive), "hũ", "gạo", "--json", "--limit", "1"])
    found = json.loads(run.stdout)
    assert (run.exit_code, found["total"], [hit["path"] for hit in found["hits"]]) == (0, 3, ["hoa an 2023.txt"])
    assert found["hits"][0]["passage"][found["hits"][0]["marks"][0][0]:][:6] == "Hũ gạo"

    run = CliRunner().invoke(cli, ["search", str(archive), "hũ gạo", "--year", "2023"])
    assert run.stdout.split("\n")[0] == "hoa an 2023.txt  15/BC-UBND  2023-05-02  Hòa An  p. 1"
    assert "Hội Phụ nữ xã Hoà An có mô hình “Hũ gạo tiết kiệm”." in run.stdout
    assert run.stderr == "1 documents, 1 shown\n"
