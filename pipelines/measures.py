"""What is measured of one report: symbols, dates, issuers, amounts, models and the fields of the header."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pipelines.compare import ALIKE, Pairing, fold, likeness, pair
from pipelines.languages import say

Gold = Mapping[str, Any]
Rows = list[dict[str, Any]]
MEASURES = ("symbol", "symbol+date", "symbol+issuer", "money", "model", "model+owner")


# What the scorer of `shared/eval` does not measure: other fields of citations, amounts, models and counts.
OF_MODEL = ("status", "place", "year", "field", "kind", "decision")
OF_AMOUNT = {"max": ("vnd_max", "amount_max_vnd"), "qualifier": ("qualifier", "qualifier"), "per": ("per", "per")}
MORE = ("law by name", *(f"money+{field}" for field in OF_AMOUNT), *(f"model+{field}" for field in OF_MODEL),
        "model count", "model count+status")


class Score(NamedTuple):
    """One report by one measure, and what was missed, found beside it, and not counted."""

    measure: str
    hit: int
    got: int
    want: int
    missed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """The words for `--show`; none where it is perfect."""
        if self.missed and not self.extra and self.measure.startswith("document."):
            return self.missed[0]
        told = say("missed {} extra {}", list(self.missed), list(self.extra))
        return told if self.missed or self.extra else ""


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
    pairs, left, extra = pair_models(rows, gold)
    want, with_owner = len(gold["models"]), sum(bool(model["owner"]) for model in gold["models"])
    owners = sum(bool(model["owner"]) and likeness(row["owner"], model["owner"]) >= ALIKE for row, model in pairs)
    missed = tuple(model["name"] for model in left)
    yield Score("model", want - len(left), want - len(left) + len(extra), want, missed, tuple(extra))
    yield Score("model+owner", owners, with_owner, with_owner)


def pair_models(rows: Rows, gold: Gold) -> tuple[list[tuple[Gold, Gold]], list[Gold], list[str]]:
    """Rows with the gold models they are, gold models that none is, names that no model of the gold has."""
    left: list[Gold] = list(gold["models"])
    pairs: list[tuple[Gold, Gold]] = []
    passing = [*(gold.get("models_optional") or ()), *(model["name"] for model in left)]
    extra: list[str] = []
    for row in rows:
        best = max(left, key=lambda model: likeness(row["name"], model["name"]), default=None)
        if best is not None and likeness(row["name"], best["name"]) >= ALIKE:
            left.remove(best)
            pairs.append((row, best))
        elif not any(likeness(row["name"], name) >= ALIKE for name in passing):
            extra.append(row["name"])
    return pairs, left, extra


def more_scores(rows: Mapping[str, Rows], gold: Gold) -> Iterator[Score]:
    """The measures in `MORE`, as far as the gold says anything of them."""
    if gold.get("citations") is not None:
        yield _law_names(rows["citations"], gold["citations"])
    if gold.get("money") is not None:
        yield from (_amounts_with(rows["money"], gold, *names) for names in OF_AMOUNT.items())
    if gold.get("models") is not None:
        pairs, left, _ = pair_models(rows["models"], gold)
        yield from (_models_with(pairs, left, field) for field in OF_MODEL)
    if gold.get("model_counts") is not None:
        yield from _counts(rows["model_counts"], gold["model_counts"])


def _law_names(rows: Rows, mentions: Iterable[Gold]) -> Score:
    """Laws that are cited by name alone; the names of those with a symbol may be given, too."""
    names = [(fold(mention["title"]), not mention["symbols"]) for mention in mentions if mention.get("title")]
    found = [fold(row["title"]) for row in rows if row["title"] and not row["symbol"]]
    wanted = [frozenset([name]) for name, alone in names if alone]
    return _scored("law by name", pair(found, wanted, [frozenset([name]) for name, alone in names if not alone]),
                   len(wanted))


def _amounts_with(rows: Rows, gold: Gold, name: str, fields: tuple[str, str]) -> Score:
    """Amounts together with another field, where either side has one."""
    theirs, ours = fields
    wanted, optional = ([frozenset([(item["vnd"], item[theirs])]) for item in gold.get(part) or () if item.get(theirs)]
                        for part in ("money", "money_optional"))
    found = [(row["amount_vnd"], row[ours]) for row in rows if row[ours] is not None]
    return _scored(f"money+{name}", pair(found, wanted, optional), len(wanted))


def _models_with(pairs: list[tuple[Gold, Gold]], left: list[Gold], field: str) -> Score:
    """A field of the models that were found; of the others it counts as missed."""
    told = [(row, model) for row, model in pairs if field in model]
    wrong = [(row, model) for row, model in told if fold(str(row[field])) != fold(str(model[field]))]
    want = [model for model in [*(model for _, model in told), *left] if model.get(field) is not None]
    got = [row for row, _ in told if row[field] is not None]
    hit = sum(model[field] is not None for _, model in told) - sum(model[field] is not None for _, model in wrong)
    return Score(f"model+{field}", hit, len(got), len(want),
                 tuple(f"{model['name']}: {model[field]}" for _, model in wrong if model[field] is not None),
                 tuple(f"{row['name']}: {row[field]}" for row, _ in wrong if row[field] is not None))


def _counts(rows: Rows, wanted: list[Gold]) -> Iterator[Score]:
    """How many models the report says it has, alone and with their status."""
    yield _scored("model count", pair([row["count"] for row in rows], [frozenset([one["count"]]) for one in wanted]),
                  len(wanted))
    with_status = [frozenset([(one["count"], one["status"])]) for one in wanted if one["status"]]
    found = [(row["count"], row["status"]) for row in rows if row["status"]]
    yield _scored("model count+status", pair(found, with_status), len(with_status))


def _scored(measure: str, pairing: Pairing, want: int) -> Score:
    missed = tuple(min(map(str, right)) for right in pairing.missed)
    return Score(measure, pairing.hits, pairing.counted, want, missed, tuple(map(str, pairing.extra)),
                 tuple(map(str, pairing.spared)))


def field_scores(document: Mapping[str, Any], gold: Gold) -> Iterator[tuple[str, bool, str]]:
    """Each field of the gold's header: whether the document has it right, and what it has instead."""
    for field, want in gold.get("document", {}).items():
        have = len(document["recipients"] or ()) if field == "n_recipients" else document.get(field)
        accepted = [want, *((gold.get("document_alt") or {}).get(field) or ())]
        right = any(fold(have) == fold(one) if isinstance(one, str) else have == one for one in accepted)
        yield field, right, say("document.{} is {}, want {}", field, repr(have), repr(want))
