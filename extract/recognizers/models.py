"""Models ("mô hình") with owner, place, field, status, year and decision; mentions of one model merged.

Names come from records (`Tên mô hình: …`), tables whose head names them, lists under a heading that counts
them, enumerations (`gồm mô hình A; mô hình B, C`) and running prose. Campaigns, plans, models in a general
sense and other units' models are left out; see `model_scope` for what tells them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from extract.document import Document
from extract.recognizers.issuers import issuer_at
from extract.recognizers.model_mentions import Draft, find_drafts
from extract.recognizers.model_scope import field_hint
from extract.recognizers.model_tail import read_tail
from extract.recognizers.named import fold_name
from extract.records import Citation, Model, Money

WORDS = regex.compile(r"\w+")
TAIL = regex.compile(r"(?:\s*(?:tại|ở|trên địa bàn))?\s+(?:xã|phường|thị trấn)(?: \p{Lu}[\p{L}’']*)*$")
LEGAL = regex.compile(r"(?:thành lập|theo|tại|công nhận|lập|ban hành)[\w\s,]{0,30}$")


@dataclass(slots=True)
class Merged:
    """A model while its mentions come together."""

    draft: Draft
    mentions: int = 1


def find_models(document: Document, citations: Sequence[Citation] = (), money: Sequence[Money] = ()) -> Iterator[Model]:
    """Every model of the document in the order of first mentions.

    >>> from extract.document import Piece, Reading, compose
    >>> text = "Mô hình duy trì:\\n- Mô hình hũ gạo tiết kiệm tại thôn Con Rã của Hội LHPN xã;"
    >>> model = next(find_models(compose(Reading([Piece(line) for line in text.split("\\n")]))))
    >>> model.name, model.owner, model.place, model.status
    ('hũ gạo tiết kiệm', 'Hội LHPN xã', 'thôn Con Rã', 'duy trì')
    """
    drafts = sorted(find_drafts(document), key=lambda draft: (draft.start, -draft.end))
    merged = _merge([draft for i, draft in enumerate(drafts) if not i or draft.start >= drafts[i - 1].end])
    _read_again(document.flow, merged)
    starts = sorted(item.draft.start for item in merged)
    for n, item in enumerate(sorted(merged, key=lambda item: item.draft.start)):
        yield _model(document, n, item, citations, money, starts)


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """What two mentions of one model have in common: quotes, case, tone placement, commune tail away.

    >>> key("“Xanh, Sạch, đẹp” xã Tịnh An") == key("xanh, sạch, đẹp")
    True
    """
    words = WORDS.findall(fold_name(TAIL.sub("", name.strip(" “”\""))))
    return " ".join(words[2:] if words[:2] == ["mô", "hình"] else words)


def _merge(drafts: list[Draft]) -> list[Merged]:
    merged: list[Merged] = []
    for draft in drafts:
        twin = next((item for item in merged if key(item.draft.name) == key(draft.name) and _agree(item.draft, draft)), None)
        if twin is None:
            merged.append(Merged(draft))
            continue
        twin.mentions += 1
        twin.draft = _filled(twin.draft, draft)
    return merged


def _agree(a: Draft, b: Draft) -> bool:
    """Same name with another owner or another place is another model."""
    return all(x is None or y is None or plain(key(x)) == plain(key(y)) for x, y in ((a.owner, b.owner), (a.place, b.place)))


def plain(words: str) -> str:
    """Without accents: a slip of the tone mark (`Tỉnh An` for `Tịnh An`) makes no other place."""
    return "".join(c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c))


def _filled(first: Draft, later: Draft) -> Draft:
    """The first mention with what only a later one says."""
    gaps = {name: getattr(later, name) for name in ("owner", "place", "status", "year", "field", "kind", "decided")
            if getattr(first, name) is None}
    return replace(first, **gaps)


def _read_again(text: str, merged: list[Merged]) -> None:
    """Bare repetitions of a known name: they count as mentions and may say owner or place."""
    folded = fold_name(text) if merged else ""
    for item in merged:
        name, draft = fold_name(item.draft.name), item.draft
        at = folded.find(name, draft.end) if len(name) > 7 else -1
        while at >= 0:
            end = at + len(name)
            if not folded[end:end + 1].isalpha() and not any(other.draft.start <= at < other.draft.end for other in merged):
                item.mentions += 1
                close = end + (text[end:end + 1] in "”\"»’")
                tail = read_tail(text, close)
                later = Draft(at, end, draft.name, owner=tail.owner or _subject(text, at), place=tail.place, decided=close)
                item.draft = _filled(item.draft, later)
            at = folded.find(name, end)


SUBJECT = regex.compile(r"(?r)(?P<verb> (?:đã |cũng |vừa )?(?:thành lập|ra mắt|xây dựng|duy trì|đăng ký|triển khai)(?: mới)?(?: được)? (?:mô hình )?[“\"‘]?)\Z")


def _subject(text: str, at: int) -> str | None:
    """`UBMTTQVN xã` of `UBMTTQVN xã thành lập mô hình X`."""
    verb = SUBJECT.search(text, max(0, at - 60), at)
    if verb is None:
        return None
    floor = max(text.rfind("\n", 0, at), text.rfind(". ", 0, at) + 1) + 1
    start = floor + len(text[floor:at]) - len(text[floor:at].lstrip(" -+"))
    return text[start:verb.start()] if issuer_at(text, start) == verb.start() else None


def _model(document: Document, n: int, item: Merged, citations: Sequence[Citation], money: Sequence[Money],
           starts: list[int]) -> Model:
    draft = item.draft
    limit = next((start for start in starts if start > draft.start), len(document.flow))
    decision = _decision(document.flow, draft, citations, limit)
    hint = None if draft.field else field_hint(draft.name)
    end = document.flow.find("\n", draft.end)
    amounts = [m.amount_vnd for m in money if draft.end <= m.start < min(limit, end if end >= 0 else limit) and m.per is None]
    return Model(
        doc_id=document.doc_id, model_id=f"{document.doc_id}:m{n}", name=draft.name, start=draft.start, end=draft.end,
        raw=document.flow[draft.start:draft.end], n_mentions=item.mentions, owner=draft.owner, place=draft.place,
        field=draft.field or hint, field_inferred=None if not (draft.field or hint) else draft.field is None, kind=draft.kind,
        status=draft.status, year=draft.year, decision=decision.symbol if decision else None,
        decision_date=decision.date if decision else None, money_vnd=amounts[0] if len(amounts) == 1 else None,
        page=document.page_at(draft.start), confidence=draft.confidence)


def _decision(text: str, draft: Draft, citations: Sequence[Citation], limit: int) -> Citation | None:
    """The decision named right behind the name; one that stands behind the next name is the next one's."""
    for start in {draft.end, draft.decided or draft.end}:
        for citation in citations:
            if start <= citation.start < start + 160 and (citation.start < limit or start != draft.end) \
                    and (citation.doc_type_abbr or "")[:1] == "Q" and "\n" not in text[start:citation.start] \
                    and LEGAL.search(text, start, citation.start) and "mô hình" not in text[start:citation.start].lower():
                return citation
    return None
