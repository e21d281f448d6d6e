"""Files in, records out: `read` a file to a `Document`, `find` the records in it."""

from extract.document import Block, Document, Piece, Reading, Span, compose
from extract.errors import Unreadable
from extract.readers import read, read_bytes
from extract.recognizers.citations import find_citations
from extract.recognizers.dates import find_dates
from extract.recognizers.header import find_header
from extract.recognizers.models import find_models
from extract.recognizers.models.counts import find_model_counts
from extract.recognizers.models.lines import find_nouns
from extract.recognizers.models.ties import tie, with_amounts
from extract.recognizers.money import find_money
from extract.recognizers.near_misses import find_near_misses
from extract.recognizers.people import find_people
from extract.recognizers.places import find_places
from extract.recognizers.quantities import find_quantities
from extract.records import (
    Citation,
    Date,
    Finding,
    Found,
    Header,
    HeaderField,
    Model,
    ModelCount,
    Money,
    NearMiss,
    Person,
    Places,
    Quantity,
)

__all__ = [
    "Block", "Citation", "Date", "Document", "Finding", "Found", "Header", "HeaderField", "Model",
    "ModelCount", "Money", "NearMiss", "Person", "Piece", "Places", "Quantity", "Reading", "Span", "Unreadable",
    "compose", "find", "find_near_misses", "read", "read_bytes",
]


def find(document: Document, path: str = "") -> Found:
    """All records in the document. Each recognizer sees what the ones before it found.

    The folders of `path` are asked for the unit where the document itself leaves it open; `places.how` says so.

    >>> reading = Reading([Piece("Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2024 của UBND xã.")])
    >>> found = find(compose(reading))
    >>> [(citation.symbol, citation.date) for citation in found.citations]
    [('12/KH-UBND', '2024-03-05')]
    """
    dates = tuple(find_dates(document))
    header, header_fields = find_header(document, dates)
    own_symbol = next((Span(field.start, field.end) for field in header_fields if field.field == "symbol"),
                      None)
    money = tuple(find_money(document))
    citations = tuple(find_citations(document, dates, own_symbol))
    nouns = find_nouns(document.flow)
    models = tuple(find_models(document, citations, header=header, nouns=nouns))  # their money: below, tied once
    money, quantities = tie(document, models, money, tuple(find_quantities(document, money)))
    return Found(
        header=header,
        places=find_places(document, header, header_fields, path),
        header_fields=tuple(header_fields),
        citations=citations,
        dates=dates,
        money=money,
        quantities=quantities,
        people=tuple(find_people(document, header_fields)),
        models=with_amounts(models, money),
        model_counts=tuple(find_model_counts(document, nouns)),
    )
