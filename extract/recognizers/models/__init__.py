"""Models ("mô hình") with owner, place, field, status, year and decision; mentions of one model merged.

Names come from records (`Tên mô hình: …`), tables whose head names them, lists under a heading that counts
them, enumerations (`gồm mô hình A; mô hình B, C`) and running prose. Campaigns, plans, models in a general
sense and other units' models are left out; see `model_scope` for what tells them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import regex

from extract.document import Document
from extract.recognizers.models.drafts import Draft
from extract.recognizers.models.lines import find_nouns
from extract.recognizers.models.mentions import find_drafts
from extract.recognizers.models.merge import Merged, merge, read_again
from extract.recognizers.models.scope import field_hint, last_status
from extract.recognizers.models.ties import tie, with_amounts
from extract.records import Citation, Header, Model, Money

LEGAL = regex.compile(r"(?:thành lập|theo|tại|công nhận|lập|ban hành)[\w\s,]{0,30}\Z")
BEHIND = 160
# In these the tasks are what the document is about; in a report they are what is yet to come.
PLANS = frozenset({"chương trình", "công văn", "hướng dẫn", "kế hoạch", "kết luận", "thông báo"})


def find_models(
    document: Document, citations: Sequence[Citation] = (), money: Sequence[Money] = (), header: Header | None = None,
    nouns: Sequence[regex.Match[str]] | None = None,
) -> Iterator[Model]:
    """Every model of the document in the order of first mentions; `nouns` as for `find_model_counts`.

    >>> from extract.document import Piece, Reading, compose
    >>> text = "Mô hình duy trì:\\n- Mô hình hũ gạo tiết kiệm tại thôn Con Rã của Hội LHPN xã;"
    >>> model = next(find_models(compose(Reading([Piece(line) for line in text.split("\\n")]))))
    >>> model.name, model.owner, model.place, model.status
    ('hũ gạo tiết kiệm', 'Hội LHPN xã', 'thôn Con Rã', 'duy trì')
    """
    nouns = find_nouns(document.flow) if nouns is None else nouns
    if not nouns:
        return
    planned = header is not None and header.doc_type in PLANS
    found = find_drafts(document, nouns, _recognises(header), header.issuer if header else None, planned)
    drafts: list[Draft] = []
    for draft in sorted(found, key=lambda draft: (draft.start, -draft.end)):
        if not drafts or draft.start >= drafts[-1].end:
            drafts.append(draft)
    merged = merge(drafts)
    read_again(document.flow, merged, drafts)
    starts = [item.draft.start for item in merged[1:]] + [len(document.flow)]
    models = [_model(document, n, item, citations, starts[n]) for n, item in enumerate(merged)]
    yield from with_amounts(models, tie(document, models, money, ())[0]) if money and models else models


def _recognises(header: Header | None) -> bool:
    """Whether the document is the decision that recognises what it lists."""
    return header is not None and header.doc_type == "quyết định" and last_status(header.title or "") == "công nhận"


def _model(document: Document, n: int, item: Merged, citations: Sequence[Citation], limit: int) -> Model:
    draft = item.draft
    decision = _decision(document.flow, draft, citations, limit)
    hint = None if draft.field else field_hint(draft.name)
    return Model(
        doc_id=document.doc_id,
        model_id=f"{document.doc_id}:m{n}",
        name=draft.name,
        start=draft.start,
        end=draft.end,
        raw=document.flow[draft.start : draft.end],
        n_mentions=item.mentions,
        owner=draft.owner,
        place=draft.place,
        field=draft.field or hint,
        field_inferred=None if not (draft.field or hint) else draft.field is None,
        kind=draft.kind,
        status=draft.status,
        year=draft.year,
        decision=decision.symbol if decision else None,
        decision_date=decision.date if decision else None,
        page=document.page_at(draft.start),
        confidence=draft.confidence,
    )


def _decision(text: str, draft: Draft, citations: Sequence[Citation], limit: int) -> Citation | None:
    """The decision named right behind the name; one that stands behind the next name is the next one's."""
    for start in {draft.end, draft.decided or draft.end}:
        first = bisect_left(citations, start, key=lambda citation: citation.start)
        for citation in citations[first : first + 4]:
            between = text[start : citation.start]
            if (
                len(between) < BEHIND
                and (citation.start < limit or start != draft.end)
                and (citation.doc_type_abbr or "")[:1] == "Q"
                and "\n" not in between
                and LEGAL.search(between)
                and "mô hình" not in between.lower()
            ):
                return citation
    return None
