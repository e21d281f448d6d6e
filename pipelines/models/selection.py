"""The part of an archive that was asked for: a province, a commune, a year, a field."""

from __future__ import annotations

from pipelines.models.archive import Archive, Report, Seen, Wanted, names_it
from pipelines.models.communes import Unit, commune_of
from pipelines.resolve.keys import settled


def select(archive: Archive, wanted: Wanted) -> Archive:
    """The models and counts that were asked for, with their reports; counts have no field."""
    if wanted == Wanted():
        return archive
    models = [model for model in archive.models if _is_model(archive.reports[model.doc_id], model, wanted)]
    counts = [count for count in archive.counts if wanted.field is None
              and is_report(archive.reports[count.doc_id], wanted, count.year)]
    held = {model.doc_id for model in models} | {count.doc_id for count in counts}
    reports = {doc_id: report for doc_id, report in archive.reports.items()
               if doc_id in held or (wanted.field is None and is_report(report, wanted))}
    return Archive(reports, models, counts)


def is_report(report: Report, wanted: Wanted, year: int | None = None) -> bool:
    """Whether a report, or a number in it that has a year of its own, was asked for."""
    return is_unit(commune_of(report).unit, wanted) and wanted.year in (None, year or report.year)


def is_unit(unit: Unit, wanted: Wanted) -> bool:
    """Whether a unit was asked for, by its name of then or of now."""
    asked = ((wanted.province, (unit.province, unit.province_now)), (wanted.commune, (unit.commune, unit.commune_now)))
    return all(name is None or names_it(name, *names) for name, names in asked)


def _is_model(report: Report, model: Seen, wanted: Wanted) -> bool:
    return (is_unit(commune_of(report, model).unit, wanted) and wanted.year in (None, model.year, report.year)
            and (wanted.field is None or _is_field(model.field or "", wanted.field)))


def _is_field(field: str, asked: str) -> bool:
    """Whether a field is meant by its name or by how it begins.

    >>> _is_field("quốc phòng - an ninh", "Quốc phòng"), _is_field("kinh tế", "văn hóa")
    (True, False)
    """
    return bool(field) and settled(field).startswith(settled(asked))
