"""A made archive for the audit: reports that cite ten documents each, read once and laid into the store many times."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from pipelines.ingest import ingest
from pipelines.store import NAME, Store

BASES = 400
UNITS = ("Hành Đức", "Nghi Lâm", "Phổ Cường", "Mường Bú", "Tam Đa", "Ea Kao", "Nam Sơn", "Yên Trường")
LAWS = (
    "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10/11/2022",
    "Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ",
    "Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ",
    "Nghị quyết số 25-NQ/TW ngày 03/6/2013 của Ban Chấp hành Trung ương (khóa XI)",
    "Kết luận số 43-KL/TW ngày 07/01/2019 của Ban Bí thư",
    "Quyết định số 290-QĐ/TW ngày 25/02/2010 của Bộ Chính trị",
    "Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị",
    "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ",
    "Nghị định số 91/2017/NĐ-CP ngày 31/7/2017 của Chính phủ")
WORDS = """tuyên truyền vận động nhân dân hội viên đoàn viên cán bộ thôn xóm đường hoa vệ sinh môi trường cây xanh quỹ
tình thương giúp nhau phát triển kinh tế giảm nghèo bền vững nhà văn hóa họp dân bàn bạc dân chủ công khai""".split()


def report(chance: random.Random, unit: str | None = None, models: Sequence[str] = ()) -> str:
    """One report of about 5 KB, of this unit and on some of these models; now and then something does not hold."""
    unit, year = unit or chance.choice(UNITS), chance.randint(2023, 2024)
    local = [_plan(chance, year) for _ in range(4)]
    cited = chance.sample(LAWS, 6)
    body = [f"Thực hiện {'; '.join(cited[:3])}; {local[0]}, UBND xã {unit} báo cáo như sau:", "I. CHỈ ĐẠO",
            f"UBND xã triển khai {local[1]}; {cited[3]}; {cited[4]}. {_prose(chance, 90)}.", "II. KẾT QUẢ"]
    for number in range(1, 7):
        part, whole = chance.randint(40, 90), chance.randint(91, 140)
        share = part * 100 / whole + (chance.random() < .05)
        printed = f"{share:.1f}".replace(".", ",")
        name = chance.choice(models) if models else few(chance)
        body.append(f"{number}. Lĩnh vực {few(chance)}\nCó {part}/{whole} hộ tham gia, đạt {printed}%. Mô hình "
                    f"“{name}” của Hội Phụ nữ thôn {number}. {_prose(chance, 60)}, đóng góp "
                    f"{chance.randint(2, 90)}.500.000 đồng.")
    body += [f"Theo {local[2]}, {_prose(chance, 60)}.", "III. PHƯƠNG HƯỚNG",
             f"Thực hiện {local[3]}; {cited[5]}. {_prose(chance, 80)}."]
    head = (f"UBND HUYỆN\nỦY BAN NHÂN DÂN XÃ {unit.upper()}\n\nSố: {chance.randint(1, 400)}/BC-UBND\n\n{unit}, ngày "
            f"{chance.randint(10, 28)} tháng 11 năm {year}\n\nBÁO CÁO\nKết quả phong trào “Dân vận khéo” năm {year}\n")
    end = "Nơi nhận:\n- UBND huyện;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn An\n"
    return "\n\n".join([head, *body, end])


def few(chance: random.Random) -> str:
    """Four words."""
    return " ".join(chance.sample(WORDS, 4))


def _plan(chance: random.Random, year: int) -> str:
    """A plan of the district: numbers run with the days, but for one in fifty."""
    day, month = chance.randint(1, 28), chance.randint(1, 9)
    number = 30 * month + day + 40 * (chance.random() < .02)
    return (f"Kế hoạch số {number}/KH-UBND ngày {day:02}/{month}/{year} của UBND huyện về "
            f"{' '.join(chance.sample(WORDS, 6))}")


def _prose(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize()


def make_reports(directory: Path, reports: int) -> Path:
    """Fill `directory` with a store of so many reports; every four hundredth has the words of another, not its unit."""
    chance, source = random.Random(4), directory / "in"
    source.mkdir(parents=True)
    for number in range(min(BASES, reports)):
        (source / f"{number:04}.txt").write_text(report(chance), encoding="utf-8")
    ingest([source], directory)
    with Store(directory / NAME) as store, store.transaction():
        _multiply(store, reports)
    return directory


def _multiply(store: Store, reports: int) -> None:
    """Lay every report into the store again, under another id and of another commune."""
    tables = ("documents", "texts", "blocks", "header_fields", "citations", "dates", "money", "quantities", "models",
              "model_counts")
    store.db.execute("CREATE TEMP TABLE bases AS SELECT doc_id FROM documents")
    for table in tables:
        columns = [row[1] for row in store.db.execute(f"PRAGMA table_info({table})")]
        taken = ", ".join(f'"{name}"' for name in columns)
        made = {name: f'"{name}"' for name in columns} | {
            name: f'replace("{name}", doc_id, substr(doc_id, 1, 8) || ?1)' for name in columns if name.endswith("_id")}
        if table == "documents":
            made |= {"commune": "commune || ' ' || ?1", "path": "?1 || path"}
        values = ", ".join(made[name] for name in columns)
        for copy in range(1, -(-reports // BASES)):
            store.db.execute(f"INSERT INTO {table} ({taken}) SELECT {values} FROM {table} WHERE "
                             "doc_id IN bases", [f"{copy:08x}"])
