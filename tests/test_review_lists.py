"""Lists and queues of the review page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipelines.store import NAME, Store
from tests.review_office import Visitor, decide


def test_lists_filter_sort_and_search(lan: Visitor) -> None:
    def names(query: str) -> list[str]:
        page = lan.client.get(f"/?{query}").text
        return [part.split("<")[0] for part in page.split('">')[1:] if part.split("<")[0].endswith((".pdf", ".docx",
                                                                                                    "bc.txt"))]
    assert len(names("")) == 3
    assert names("year=2024") == ["bc.txt"]
    assert len(names("status=failed")) == 0
    assert names("province=B%E1%BA%AFc Ninh") == ["BC 415 BDVTU so ket 5 nam Dan van kheo.docx"]
    assert names("sort=date")[-1] == "BC 415 BDVTU so ket 5 nam Dan van kheo.docx"
    assert names("q=%22xa+an+thanh%22") == ["bc.txt"]
    for narrow in ("status=failed", "finding=R99", "review=done", "year=-", "province=-&year=2019"):
        assert names(f"q=thanh&{narrow}") == [], narrow
    assert set(names("q=thanh&finding=any")) == set(names("q=thanh")) & set(names("finding=any"))
    assert "bc.txt" in names("q=thanh&status=ok&review=none&year=2024")
    slip = lan.client.get("/?q=xa+an+thanhh&year=2024").text
    assert 'Có phải bạn tìm <a href="?q=x%C3%A3+an+th%E1%BA%A1nh&amp;year=2024">xã an thạnh</a>?' in slip
    assert len(names("finding=any")) >= 1
    doc_id = lan.id_of("bc.txt")
    decide(lan, doc_id, lan.rows(doc_id, "money")[0], "confirm")
    assert names("review=some") == ["bc.txt"] and "bc.txt" not in names("review=none")


def test_a_header_is_listed_filtered_and_found_as_a_person_says_it_is(lan: Visitor) -> None:
    def edit(field: str, value: str) -> None:
        row = next(row for row in lan.rows(doc_id, "header_fields") if f"-{field}-" in row["key"])
        assert decide(lan, doc_id, row, "edit", form={"value": value}).status_code == 200

    def asked(**query: str) -> str:
        return str(lan.client.get("/", params=query).text)

    doc_id = lan.id_of("bc.txt")
    assert "bc.txt" in asked(q="15/BC-UBND") and "bc.txt" not in asked(q="97/KH-UBND")
    edit("symbol", "97/KH-UBND")
    edit("doc_type", "kế hoạch")
    edit("date", "3/4/2019")
    assert "97/KH-UBND" in asked() and "03/04/2019" in lan.client.get(f"/d/{doc_id}").text
    assert "bc.txt" in asked(year="2019") and "bc.txt" not in asked(year="2024")
    assert "bc.txt" in asked(type="kế hoạch") and "bc.txt" in asked(sort="date", year="2019")
    for narrow in ({}, {"year": "2019"}, {"type": "kế hoạch"}):
        found = asked(q="97/kh-ubnd", **narrow)
        assert "bc.txt" in found and "97/KH-UBND" in found
    assert "bc.txt" not in asked(q="thạnh", year="2024")
    lan.post("/undo")
    assert "bc.txt" in asked(q="thạnh", year="2024")


def test_a_sample_is_the_same_for_the_same_seed(lan: Visitor) -> None:
    def keys(seed: int) -> list[str]:
        page = lan.client.get(f"/queue?order=sample&table=quantities&size=10&seed={seed}").text
        return [part.split('"')[0] for part in page.split('data-key="')[1:]]
    assert keys(1) == keys(1) and len(keys(1)) == 10
    assert keys(1) != keys(2)


def test_the_queue_begins_with_the_least_certain_and_leaves_out_what_is_decided(lan: Visitor, out: Path) -> None:
    def first() -> dict[str, Any]:
        page = lan.client.get("/queue?order=confidence&table=citations").text
        doc_id, key, seen = (page.split(f'data-{name}="')[1].split('"')[0] for name in ("doc", "key", "version"))
        return {"doc": doc_id, "table": "citations", "key": key, "seen": int(seen)}
    row = first()
    with Store(out / NAME, read_only=True) as store:
        (least,) = store.db.execute("SELECT min(confidence) FROM citations").fetchone()
        (here,) = store.db.execute('SELECT min(confidence) FROM citations WHERE doc_id = ? AND "start" = ?',
                                   [row["doc"], int(row["key"].split("-")[0])]).fetchone()
    assert here == least
    decide(lan, row["doc"], row, "confirm", via="confidence:citations")
    assert first() != row
