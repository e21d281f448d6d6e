"""What is measured of one report: symbols, dates, issuers, amounts, models and the fields of the header."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pipelines.compare import ALIKE, Pairing, fold, likeness, pair

Gold = Mapping[str, Any]
Rows = list[dict[str, Any]]
MEASURES = ("symbol", "symbol+date", "symbol+issuer", "money", "model", "model+owner")


class Score(NamedTuple):
    """One report by one measure, with the words for `--show` where it is not perfect."""

    measure: str
    hit: int
    got: int
    want: int
    note: str = ""


def wanted_symbols(citations: Iterable[Gold]) -> list[tuple[list[str], Gold]]:
    """Each cited symbol with the readings that are right for it, and the mention it belongs to."""
    return [([symbol, *(mention.get("symbols_alt") or () if len(mention["symbols"]) == 1 else ())], mention)
            for mention in citations for symbol in mention["symbols"]]


def citation_scores(rows: Rows, gold: Gold) -> Iterator[Score]:
    """Symbols alone, and symbols together with the date and with the issuer that the mention itself tells."""
    wanted = wanted_symbols(gold["citations"])
    optional = wanted_symbols(gold.get("citations_optional") or ())
    found = [row["symbol"] for row in rows if row["symbol"]]
    yield _scored("symbol", pair(found, [frozenset(right) for right, _ in wanted],
                                 [frozenset(right) for right, _ in optional]), len(wanted))
    for of, key in (("date", _same), ("issuer", fold)):
        pairs, free = _told(wanted, optional, of, key)
        both = [(row["symbol"], key(row[of])) for row in rows if row["symbol"] and row[of]]
        yield _scored(f"symbol+{of}", pair(both, pairs, free), len(pairs))


def _same(value: Any) -> Any:
    return value


def _told(wanted: list[tuple[list[str], Gold]], optional: list[tuple[list[str], Gold]], of: str,
          key: Callable[[Any], Any]) -> tuple[list[frozenset[Hashable]], list[frozenset[Hashable]]]:
    """What must be given, and what may be: said before the mention, shared with a neighbour, or optional."""
    must: list[frozenset[Hashable]] = []
    may: list[frozenset[Hashable]] = []
    for symbols, mention in wanted:
        beside = [value for value in (mention.get(f"{of}_before"), mention.get(f"{of}_shared")) if value]
        values = [mention[of], *beside] if mention.get(of) else beside
        if values:
            (must if mention.get(of) else may).append(_product(symbols, values, key))
    may += [_product(symbols, [mention[of]], key) for symbols, mention in optional if mention.get(of)]
    return must, may


def _product(symbols: list[str], values: list[Any], key: Callable[[Any], Any]) -> frozenset[Hashable]:
    return frozenset((symbol, key(value)) for symbol in symbols for value in values)


def money_score(rows: Rows, gold: Gold) -> Score:
    """Amounts in đồng, each as often as it stands there."""
    found = [row["amount_vnd"] for row in rows if row["amount_vnd"] is not None]
    wanted, optional = ([frozenset([item["vnd"]]) for item in gold.get(name) or ()]
                        for name in ("money", "money_optional"))
    return _scored("money", pair(found, wanted, optional), len(wanted))


def model_scores(rows: Rows, gold: Gold) -> Iterator[Score]:
    """Models by their names, each gold name used once, and the owners of those that were found."""
    left, owners = list(gold["models"]), 0
    passing = [*(gold.get("models_optional") or ()), *(model["name"] for model in left)]
    extra: list[str] = []
    for row in rows:
        best = max(left, key=lambda model: likeness(row["name"], model["name"]), default=None)
        if best is not None and likeness(row["name"], best["name"]) >= ALIKE:
            left.remove(best)
            owners += bool(best["owner"]) and likeness(row["owner"], best["owner"]) >= ALIKE
        elif not any(likeness(row["name"], name) >= ALIKE for name in passing):
            extra.append(row["name"])
    want, with_owner = len(gold["models"]), sum(bool(model["owner"]) for model in gold["models"])
    note = f"missed {[model['name'] for model in left]} extra {extra}" if left or extra else ""
    yield Score("model", want - len(left), want - len(left) + len(extra), want, note)
    yield Score("model+owner", owners, with_owner, with_owner)


def _scored(measure: str, pairing: Pairing, want: int) -> Score:
    missed = [min(map(str, right)) for right in pairing.missed]
    note = f"missed {missed} extra {pairing.extra}" if missed or pairing.extra else ""
    return Score(measure, pairing.hits, pairing.counted, want, note)


def field_scores(document: Mapping[str, Any], gold: Gold) -> Iterator[tuple[str, bool, str]]:
    """Each field of the gold's header: whether the document has it right, and what it has instead."""
    for field, want in gold.get("document", {}).items():
        have = len(document["recipients"] or ()) if field == "n_recipients" else document.get(field)
        accepted = [want, *((gold.get("document_alt") or {}).get(field) or ())]
        right = any(fold(have) == fold(one) if isinstance(one, str) else have == one for one in accepted)
        yield field, right, f"document.{field} is {have!r}, want {want!r}"
