"""Lines of life: a model of a commune with all its reports, what happened in which year, and how it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from pipelines.collation import alphabetical
from pipelines.models.archive import Archive, Report, Seen
from pipelines.models.communes import Placed, Unit, commune_of
from pipelines.resolve import Sighting, link

Value = TypeVar("Value")
# What happens once: the year beside it is its own. Beside any other status a year is that of the beginning.
ONCE = ("đăng ký mới", "thành lập", "công nhận")
BEGINNING, MENTION = "bắt đầu", "có nêu"
NOT_YET, ENDED = "chưa thành lập", "dừng"


class Event(NamedTuple):
    """What a report says of a model, and of which year."""

    year: int | None
    date: str
    what: str


class Life(NamedTuple):
    """A model over the years; `models` by date of their reports. `unit.commune` is None where it is not known."""

    number: int
    unit: Unit
    why: str | None
    models: tuple[Seen, ...]
    reports: tuple[Report, ...]
    events: tuple[Event, ...]

    @property
    def name(self) -> str:
        """The name that most reports give it; of several, the one given last."""
        times = Counter(model.name for model in self.models)
        return max((times[model.name], at, model.name) for at, model in enumerate(self.models))[2]

    @property
    def other_names(self) -> list[str]:
        """All other ways in which it is written."""
        return [name for name in dict.fromkeys(model.name for model in self.models) if name != self.name]

    @property
    def owner(self) -> str | None:
        """The owner that was named last."""
        return last(model.owner for model in self.models)

    @property
    def place(self) -> str | None:
        """The place that was named last."""
        return last(model.place for model in self.models)

    @property
    def field(self) -> str | None:
        """The field that was stated last; if none was, the one inferred last."""
        stated = last(model.field for model in self.models if not model.field_inferred)
        return stated or last(model.field for model in self.models)

    @property
    def kind(self) -> str | None:
        """Collective or individual, as said last."""
        return last(model.kind for model in self.models)

    @property
    def money(self) -> int | None:
        """The amount that was named last; amounts of several reports are never added: most are the same."""
        return last(model.money_vnd for model in self.models)

    @property
    def status(self) -> str | None:
        """The status of the latest year of which one is known."""
        return last(event.what for event in self.events if event.what not in (BEGINNING, MENTION))

    @property
    def years(self) -> dict[int, list[str]]:
        """What is said of each year, each thing once."""
        found: dict[int, list[str]] = {}
        for event in self.events:
            if event.year and event.what not in found.setdefault(event.year, []):
                found[event.year].append(event.what)
        return found

    @property
    def exists(self) -> bool:
        """Whether it counts as a model: one that is not set up yet does not."""
        return self.status != NOT_YET


class Lives(NamedTuple):
    """All lines of life by unit, each model's line and place by its `model_id`, and the doubtful pairs."""

    lives: list[Life]
    life_of: dict[str, Life]
    placed: dict[str, Placed]
    doubts: list[Pair]


class Pair(NamedTuple):
    """Two lines that may be one: a model of each, and why it is not sure."""

    one: Life
    other: Life
    seen_one: Seen
    seen_other: Seen
    reason: str


def last(values: Iterable[Value | None]) -> Value | None:
    """The last value that is known.

    >>> last([None, "duy trì", None])
    'duy trì'
    """
    return next((value for value in reversed(list(values)) if value is not None), None)


def lives_of(archive: Archive) -> Lives:
    """Link the models of an archive, and tell the life of each, numbered by unit and beginning."""
    models = archive.models
    once: dict[Placed, Placed] = {}  # there are fewer communes than models
    found = (commune_of(archive.reports[model.doc_id], model) for model in models)
    placed = [once.setdefault(place, place) for place in found]
    linked = link([_sighting(archive.reports[model.doc_id], model, place)
                   for model, place in zip(models, placed, strict=True)])
    lives = sorted((_life(line, archive, placed) for line in linked.lines), key=_place_in_book)
    lives = [life._replace(number=number) for number, life in enumerate(lives, start=1)]
    life_of = {model.model_id: life for life in lives for model in life.models}
    doubts = [Pair(life_of[models[one].model_id], life_of[models[other].model_id], models[one], models[other], reason)
              for one, other, reason in linked.doubts]
    return Lives(lives, life_of, {model.model_id: place for model, place in zip(models, placed, strict=True)},
                 sorted(doubts, key=lambda pair: (pair.one.number, pair.other.number)))


def by_unit(unit: Unit) -> tuple[object, ...]:
    """A key to sort by: province, district, commune, as the alphabet has them."""
    return (*map(alphabetical, unit[:3]), unit.commune_now or "")


def _place_in_book(life: Life) -> tuple[object, ...]:
    first = life.models[0]
    return life.why is not None, by_unit(life.unit), life.events[0].year or 9999, life.reports[0].path, first.start


def _sighting(report: Report, model: Seen, placed: Placed) -> Sighting:
    """Without a commune a model is linked only among the reports of one office, known with its place."""
    unit: tuple[object, ...] = placed.unit
    if placed.why:
        known = report.issuer and (report.district or report.province)
        unit = ("", report.province, report.district, report.issuer) if known else ("", report.doc_id)
    now = f"{placed.unit.province_now}/{placed.unit.commune_now}" if placed.unit.commune_now else None
    return Sighting(report.doc_id, unit, placed.unit.commune or "", model.name, model.owner, model.place, now,
                    report.is_new)


def _life(line: Sequence[int], archive: Archive, placed: Sequence[Placed]) -> Life:
    order = sorted(line, key=lambda at: (archive.reports[archive.models[at].doc_id].date or "", at))
    models = tuple(archive.models[at] for at in order)
    reports = tuple(archive.reports[model.doc_id] for model in models)
    told = {event for model, report in zip(models, reports, strict=True) for event in events_of(model, report)}
    events = sorted(told,
                    key=lambda event: (event.year or 0, event.date, event.what not in (BEGINNING, *ONCE), event.what))
    return Life(0, placed[order[-1]].unit, placed[order[-1]].why, models, reports, tuple(events))


def events_of(model: Seen, report: Report) -> Iterator[Event]:
    """What a report says of a model: `duy trì` beside an earlier year is kept now and began then."""
    date, what = report.date or "", model.status or MENTION
    if model.year and (model.status in ONCE or report.year is None or model.year >= report.year):
        yield Event(model.year, date, what)
        return
    if model.year:
        yield Event(model.year, date, BEGINNING)
    yield Event(report.year, date, what)


def remarks(life: Life) -> list[str]:
    """What is odd in a life, for a person to look at."""
    seen = list(life.years.items())
    ends = [year for year, what in seen if ENDED in what]
    later = [year for year, what in seen if ends and year > ends[0] and set(what) - {ENDED, MENTION, BEGINNING}]
    begun = [year for year, what in seen if "đăng ký mới" in what]
    found = [f"nêu lại năm {later[0]} sau khi dừng năm {ends[0]}"] if later else []
    return found + ([f"đăng ký mới ở các năm {', '.join(map(str, begun))}"] if len(begun) > 1 else [])
