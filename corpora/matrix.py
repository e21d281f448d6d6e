"""What the sample archive shows: each pattern, check, format and shape, and how many of its documents have it.

    python corpora/matrix.py                 reads and audits the sample, prints the matrix
    python corpora/matrix.py outputs/sample  of a run that is there (after `baocao ingest` and `baocao audit`)
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import product
from pathlib import Path

import msgspec
import regex

from extract.legacy.codes import DECODERS
from extract.readers.formats import READERS
from extract.readers.text.markdown import SIGNS
from extract.recognizers.citations import CONFIDENCE
from extract.recognizers.dates.forms import FORM, FORMS
from extract.recognizers.header.letterhead import PATTERNS
from extract.recognizers.money.roles import PART, ROLES, TOTAL
from extract.recognizers.near_misses import LOOKS
from extract.recognizers.numbers import FORMS as NUMBER_FORMS
from extract.recognizers.numbers import NUMERAL
from extract.recognizers.places.unit_mentions import WORDS, find_mentions
from extract.vocab import rows as vocabulary
from pipelines.archive import INSIDE
from pipelines.audit import audit
from pipelines.checks import CHECKS, rule_of
from pipelines.checks import archive as checks_archive
from pipelines.ingest import ingest
from pipelines.tables import read_table

SAMPLE = Path(__file__).resolve().parent / "sample"
SYSTEMS, LEVELS = ("state", "party", "mass"), ("trung ương", "tỉnh", "huyện", "xã")
NUMBER = regex.compile(NUMERAL)
Rows = list[dict[str, object]]
Matrix = dict[str, dict[str, int]]


class Run(msgspec.Struct, frozen=True):
    """The tables of a run."""

    tables: dict[str, Rows]

    def texts(self) -> list[str]:
        """The texts of all documents."""
        return [str(row["text"]) for row in self.tables["texts"]]

    def documents(self, table: str, of: Callable[[dict[str, object]], Iterable[str]]) -> Counter[str]:
        """How many documents have a row of that table of which `of` says the key."""
        return Counter(key for key, _ in {(key, row["doc_id"]) for row in self.tables[table] for key in of(row)})


def column(name: str) -> Callable[[dict[str, object]], Iterable[str]]:
    """The value of a column, where it has one."""
    return lambda row: [str(row[name])] if row[name] is not None else []


def load(folder: Path) -> Run:
    """The tables in this folder of a run."""
    names = ("documents", "texts", "blocks", "citations", "dates", "money", "quantities", "models", "model_counts", "findings")
    return Run({name: list(read_table(folder / "tables", name)) for name in names})


def matrix(run: Run) -> Matrix:
    """For each section its rows and the number of documents that show each."""
    texts = run.texts()
    sections = {
        "formats": (READERS, formats(run)),
        "legacy encodings": (DECODERS, run.documents("blocks", lambda row: [str(row["encoding"]).split()[0]] if row["encoding"] else [])),
        "checks": (rules(), run.documents("findings", column("rule"))),
        "citations: rules": (CONFIDENCE, run.documents("citations", column("rule"))),
        "dates: forms": ([form.name for form in FORMS], run.documents("dates", date_forms)),
        "dates: kinds": (("point", "period", "quarter", "half", "year"), run.documents("dates", column("kind"))),
        "letterhead": ([row.example for row in PATTERNS], seen(texts, {row.example: row.pattern for row in PATTERNS}, whole=False)),
        "numbers: forms": ([form.name for form in NUMBER_FORMS], run.documents("money", number_forms) + run.documents("quantities", number_forms)),
        "money: roles": ([row.role for row in (*PART, *TOTAL, *ROLES)], run.documents("money", column("role"))),
        "qualifiers": ({row["canonical"] for row in vocabulary("qualifiers") if row["canonical"]},
                       run.documents("money", column("qualifier")) + run.documents("quantities", column("qualifier"))),
        "unit words": ([row.word for row in WORDS], Counter(word for text in texts for word in unit_words(text))),
        "looks that were not taken": ([look.name for look in LOOKS], seen(texts, {look.name: look.pattern for look in LOOKS})),
        "Markdown": ([sign.name for sign in SIGNS], seen(markdown_files(), {sign.name: sign.pattern for sign in SIGNS})),
        "systems and levels": ([" ".join(pair) for pair in product(SYSTEMS, LEVELS)],
                               run.documents("documents", lambda row: [f"{row['system']} {row['level']}"])),
        "models: status": ({row["value"] for row in vocabulary("model_words") if row["kind"] == "status"}, run.documents("models", column("status"))),
        "models: shapes": (SHAPES, shapes(run)),
    }
    return {name: {row: found[row] for row in sorted(wanted)} for name, (wanted, found) in sections.items()}


def rules() -> set[str]:
    """The ids of all checks, of one report and of reports against each other."""
    across = (regex.findall(r"^R\d\d", getattr(value, "__doc__", None) or "") for value in vars(checks_archive).values())
    return {rule_of(check) for check in CHECKS} | {rule for found in across for rule in found}


def formats(run: Run) -> Counter[str]:
    """Documents of each format; what only holds others is counted by the paths of these."""
    found = run.documents("documents", column("format"))
    holders = {str(row["path"]).rpartition(INSIDE)[0] for row in run.tables["documents"]} - {""}
    suffixes = {suffix: reader.format for reader in READERS.values() if reader.holds for suffix in reader.suffixes}
    return found + Counter(suffixes[Path(path).suffix] for path in holders if suffixes.get(Path(path).suffix) == "archive")


def date_forms(row: dict[str, object]) -> Iterable[str]:
    """The forms in which the words of a date are written."""
    return {str(found.lastgroup).split("_")[0] for found in FORM.finditer(str(row["raw"]))}


def number_forms(row: dict[str, object]) -> Iterable[str]:
    """The forms of the numerals in the words of an amount or a quantity."""
    numerals = NUMBER.findall(str(row["raw"]))
    return {next(form.name for form in NUMBER_FORMS if form.pattern.fullmatch(written)) for written in numerals}


def unit_words(text: str) -> set[str]:
    """The words before units' names that stand in the text."""
    heads = {text[found.start:found.end].removesuffix(found.name).strip(" .").lower().replace("uỷ", "ủy") for found in find_mentions(text)}
    return heads & {row.word for row in WORDS}


def seen(texts: Iterable[str], patterns: dict[str, str], whole: bool = True) -> Counter[str]:
    """In how many texts each pattern is found; or in lines of how many."""
    compiled = {name: regex.compile(pattern, regex.MULTILINE | (regex.IGNORECASE if "HÒA" in pattern or "lập" in pattern else 0))
                for name, pattern in patterns.items()}
    return Counter(name for text in texts for name, pattern in compiled.items()
                   if any(map(pattern.search, [text] if whole else text.splitlines())))


def markdown_files() -> list[str]:
    """The Markdown files of the sample."""
    return [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.rglob("*.md"))]


# A model as the words around it show it: its row, the text before it, the kind of its block.
Shape = Callable[[dict[str, object], str, str], bool]
SHAPES: dict[str, Shape] = {
    "in quotes “ ”": lambda row, before, kind: str(row["raw"])[:1] == "“" or before[-1:] == "“",
    "in straight quotes": lambda row, before, kind: str(row["raw"])[:1] == '"' or before[-1:] == '"',
    "in guillemets": lambda row, before, kind: str(row["raw"])[:1] == "«" or before[-1:] == "«",
    "without quotes": lambda row, before, kind: before.endswith(("mô hình ", "Mô hình ")) and str(row["raw"])[:1].isalpha(),
    "in a cell of a table": lambda row, before, kind: kind == "table_cell",
    "an item of a list": lambda row, before, kind: kind == "list_item" or bool(regex.search(r"\n[-+•] [^\n]*\Z", before)),
    "a record (Tên mô hình: …)": lambda row, before, kind: bool(regex.search(r"Tên (?:mô hình|công trình|phần việc)[^\n]*: ?[“\"]?\Z", before)),
    "one of several in a sentence": lambda row, before, kind: bool(regex.search(r"mô hình[^\n]*[,;] (?:mô hình )?[“\"«]?\Z", before)),
    "công trình, phần việc": lambda row, before, kind: bool(regex.search(r"(?i)(?:công trình|phần việc)[^\n]{0,40}\Z", before)),
    "its owner before a colon": lambda row, before, kind: bool(row["owner"]) and bool(regex.search(regex.escape(str(row["owner"])) + r"\W{0,4}: ?[“\"«]?\Z", before)),
    "with owner": lambda row, before, kind: bool(row["owner"]),
    "with place": lambda row, before, kind: bool(row["place"]),
    "with field, stated": lambda row, before, kind: bool(row["field"]) and not row["field_inferred"],
    "with field, inferred": lambda row, before, kind: bool(row["field_inferred"]),
    "collective": lambda row, before, kind: row["kind"] == "tập thể",
    "of one person": lambda row, before, kind: row["kind"] == "cá nhân",
    "with year": lambda row, before, kind: bool(row["year"]),
    "with decision": lambda row, before, kind: bool(row["decision"]),
    "with money": lambda row, before, kind: bool(row["money_vnd"]),
    "named several times": lambda row, before, kind: int(str(row["n_mentions"])) > 1,
}


def shapes(run: Run) -> Counter[str]:
    """How many documents have a model of each shape."""
    texts = {row["doc_id"]: str(row["text"]) for row in run.tables["texts"]}
    kinds = {(row["doc_id"], at): str(row["kind"]) for row in run.tables["blocks"] for at in range(int(str(row["start"])), int(str(row["end"])))
             if row["kind"] in ("table_cell", "list_item")}

    def of(row: dict[str, object]) -> Iterable[str]:
        start = int(str(row["start"]))
        before = texts[row["doc_id"]][max(0, start - 300):start]
        return [name for name, shape in SHAPES.items() if shape(row, before, kinds.get((row["doc_id"], start), ""))]

    return run.documents("models", of)


def main() -> int:
    """Print the matrix."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder)
        if len(sys.argv) < 2:
            ingest([SAMPLE], place)
            audit(place)
        for section, rows in matrix(load(place)).items():
            print(f"\n{section}: {sum(map(bool, rows.values()))} of {len(rows)}")
            print(*(f"  {count or '-':>4}  {row}" for row, count in rows.items()), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
