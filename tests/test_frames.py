"""The tables of a run as DataFrames."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines import load
from pipelines.ingest import ingest

TEXT = "UBND XÃ BA TÔ\nSố: 12/BC-UBND\nBÁO CÁO\nHỗ trợ 3 hộ, mỗi hộ 5 triệu đồng, theo Nghị định số 07/2021/NĐ-CP."


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    (folder / "bc.txt").write_text(TEXT, encoding="utf-8")
    ingest([folder], folder / "out")
    return folder / "out"


def test_tables_by_name(out: Path) -> None:
    tables = load(out)
    assert tables["citations"]["symbol"].tolist() == ["07/2021/NĐ-CP"]
    assert {"documents", "texts", "money", "findings"} <= set(tables)


def test_whole_numbers_stay_whole(out: Path) -> None:
    money = load(str(out))["money"]
    assert str(money["amount_vnd"].dtype) == "Int64" and money["amount_vnd"].tolist() == [5_000_000]
    assert money["amount_max_vnd"].isna().all()


def test_a_folder_without_tables(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="baocao ingest"):
        load(tmp_path)


def test_an_unknown_table(out: Path) -> None:
    with pytest.raises(KeyError):
        load(out)["reports"]
