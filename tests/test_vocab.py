"""Each row of each vocabulary and pattern table is exercised by its own example; those that cannot be are listed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from extract.document import Document, Piece, Reading, compose
from extract.recognizers.citations import find_citations
from extract.recognizers.citations.type_words import type_before
from extract.recognizers.dates import find_dates
from extract.recognizers.models import find_models
from extract.recognizers.models.scope import field_hint, last_status
from extract.recognizers.money import find_money
from extract.recognizers.money.roles import PART, ROLES, TOTAL, role_in
from extract.recognizers.numbers import FORMS, read_numeral
from extract.recognizers.people import find_people
from extract.recognizers.symbols import organ_system, parse
from extract.records import Citation, Model
from extract.vocab import rows

ROOT = Path(__file__).resolve().parents[1]
Row = dict[str, str]


def document(*lines: str) -> Document:
    return compose(Reading([Piece(line) for line in lines]))


def cited(text: str) -> list[Citation]:
    read = document(text)
    return list(find_citations(read, list(find_dates(read))))


def model(*lines: str) -> Model | None:
    return next(iter(find_models(document(*lines))), None)


def type_is_known(row: Row) -> bool:
    """The type word before a number, and the example as a citation where it has a number."""
    text = f"theo {row['name']} số "
    found = type_before(text, len(text))
    symbol = parse(row["example"]) if row["example"][:1].isdigit() else None
    return found is not None and found.doc_type == row["name"] and (symbol is None or symbol.symbol == row["example"])


def organ_is_known(row: Row) -> bool:
    join = "-CV/{}" if row["system"] == "party" else "/CV-{}"
    symbol = parse("12" + join.format(row["abbr"]))
    return symbol is not None and symbol.organ == row["abbr"] and organ_system(row["abbr"]) == row["system"]


def organ_is_named(row: Row) -> bool:
    said = row["example"].removeprefix("của ")
    (found,) = cited(f"Thực hiện Kế hoạch số 12/KH-ABC ngày 03/4/2024 của {said} về dân vận.")
    return found.issuer in (said, row["name"])


def law_is_named(row: Row) -> bool:
    name = f"{row['type'].capitalize()} {row['name']}"
    return [(citation.raw, citation.title) for citation in cited(f"Xã phổ biến {name}.")] == [(name, name)]


def is_no_person(row: Row) -> bool:
    """The name of a street or a ward is no person's, though its words are."""
    return not list(find_people(document(f"Bà con {row['example']} họp dân.")))


OF_MODELS: dict[str, Callable[[Row], bool]] = {
    "status": lambda row: last_status(row["example"].casefold()) == row["value"],
    "hint": lambda row: field_hint(row["example"].casefold()) == row["value"],
    "field": lambda row: told("field", f"1. {row['example']}", "- Mô hình “Hũ gạo” của Đoàn xã;") == row["value"],
    "noun": lambda row: "Hũ gạo" in names(f"Các mô hình: “Ghế đá” của Đoàn xã; {row['word']} “Hũ gạo” của Hội.")[-1],
    "place": lambda row: told("place", f"Mô hình “Hũ gạo” tại {row['example']} có 20 hộ.") == row["example"],
    "person": lambda row: told("kind", f"Mô hình “Hũ gạo” của {row['example']}.") == "cá nhân",
    "owner": lambda row: str(told("owner", f"Mô hình “Hũ gạo” của {organ(row)}.")).casefold() == organ(row).casefold(),
    "does": lambda row: f"do {told('owner', doing(row))} {row['word']}" == row["example"],
}


def organ(row: Row) -> str:
    """The example as an organ's name in the middle of a sentence."""
    name = row["example"].replace("…", "xã Ba Bích")
    return name[0].upper() + name[1:]


def doing(row: Row) -> str:
    return f"Mô hình “Hũ gạo” {row['example']}."


def names(line: str) -> list[str]:
    return [found.name for found in find_models(document(line))] or [""]


def told(column: str, *lines: str) -> object:
    found = model(*lines)
    return getattr(found, column) if found else None


# How a row is exercised, for the vocabularies that no test of their recognizer takes row by row.
HERE: dict[str, Callable[[Row], bool]] = {
    "doc_types": type_is_known, "law_names": law_is_named, "memorial_names": is_no_person,
    "model_words": lambda row: OF_MODELS[row["kind"]](row), "organ_names": organ_is_named, "organs": organ_is_known,
}
ELSEWHERE = {
    "casing": "test_header", "classes": "test_header", "heads": "test_header", "legacy_codes": "test_legacy",
    "qualifiers": "test_quantities", "quantity_nouns": "test_quantities", "quantity_units": "test_quantities",
    "surnames": "test_people", "titles": "test_people", "units": "test_units",
}
# Rows whose example is not recognised, with the reason. A row that is recognised after all fails the test.
UNEXERCISED: dict[str, dict[str, str]] = {
    "doc_types": {"chương trình hành động": "before a number it is a chương trình, with which it begins"},
    "law_names": {
        "Chi phí giám định, định giá; chi phí cho người làm chứng, người phiên dịch trong tố tụng":
            "a comma or semicolon ends a name in running text",
        'Quy định danh hiệu vinh dự Nhà nước "Bà mẹ Việt Nam anh hùng"': "a quote ends a name in running text",
    },
}


def named(row: Row) -> str:
    return row["name"] if "name" in row else " ".join(list(row.values())[:2])


@pytest.mark.parametrize("vocabulary", HERE)
def test_every_row_is_exercised_by_its_example(vocabulary: str) -> None:
    failing = [named(row) for row in rows(vocabulary) if not HERE[vocabulary](row)]
    assert failing == list(UNEXERCISED.get(vocabulary, {}))


def test_every_vocabulary_is_exercised_somewhere() -> None:
    names = {path.stem for path in (ROOT / "extract" / "vocab").glob("*.csv")}
    assert names == HERE.keys() | ELSEWHERE.keys()
    for name, module in ELSEWHERE.items():
        assert name in (ROOT / "tests" / f"{module}.py").read_text(encoding="utf-8"), name


def test_every_row_has_its_example() -> None:
    empty = [f"{name}: {named(row)}" for name in HERE.keys() | ELSEWHERE.keys() for row in rows(name)
             if row.get("example") == ""]
    assert sorted(empty) == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_of_numbers_reads_its_example(form: object) -> None:
    first = next(known for known in FORMS if known.pattern.fullmatch(form.example))  # type: ignore[attr-defined]
    assert first is form
    assert read_numeral(first.example).malformed is first.malformed


@pytest.mark.parametrize("role", [*PART, *TOTAL, *ROLES], ids=lambda role: role.role)
def test_every_role_is_said_by_its_example(role: object) -> None:
    (found,) = find_money(document(f"Xã {role.example}."))  # type: ignore[attr-defined]
    assert found.role == role.role  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", [*PART, *TOTAL, *ROLES], ids=lambda role: role.role)
def test_every_phrase_names_its_role(role: object) -> None:
    assert {role_in(phrase) for phrase in role.phrases} == {role.role}  # type: ignore[attr-defined]


# Tables of patterns with an example in each row, and the test that takes them row by row.
TABLES = {
    "dates/forms.py": "test_dates", "numbers.py": "test_vocab", "money/roles.py": "test_vocab",
    "places/unit_mentions.py": "test_places", "header/letterhead.py": "test_header",
    "near_misses.py": "test_near_misses", "text/markdown.py": "test_text",
}


def with_examples() -> Iterator[str]:
    """The modules of `extract` whose rows have an example."""
    for path in sorted((ROOT / "extract").rglob("*.py")):
        classes = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)]
        if any(field_names(node.body) & {"example"} for node in classes):
            yield "/".join(path.parts[-2:]) if path.parent.name != "recognizers" else path.name


def field_names(body: Sequence[ast.stmt]) -> set[str]:
    return {item.target.id for item in body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)}


def test_every_table_of_patterns_is_exercised() -> None:
    assert sorted(with_examples()) == sorted(TABLES)
    for module, test in TABLES.items():
        assert ".example" in (ROOT / "tests" / f"{test}.py").read_text(encoding="utf-8"), module
