"""The checks, in the order of the catalogue: each a function of one report whose docstring is the rule in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extract.records import Finding
from pipelines.checks import counts as checks_counts
from pipelines.checks import dates as checks_dates
from pipelines.checks import figures as checks_figures
from pipelines.checks import head as checks_head
from pipelines.checks import inline_lists as checks_inline
from pipelines.checks import issuers as checks_issuers
from pipelines.checks import models as checks_models
from pipelines.checks import outline as checks_outline
from pipelines.checks import parts as checks_parts
from pipelines.checks import places as checks_places
from pipelines.checks import register as checks_register
from pipelines.checks import shares as checks_shares
from pipelines.checks import superiors as checks_superiors
from pipelines.checks import symbols as checks_symbols
from pipelines.checks import titles as checks_titles
from pipelines.checks import types as checks_types
from pipelines.checks import whole as checks_whole
from pipelines.checks import within as checks_within
from pipelines.checks.case import Case

Check = Callable[[Case], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    checks_dates.impossible_date, checks_dates.cited_before_it_was, checks_dates.outside_the_term,
    checks_dates.year_of_the_symbol, checks_whole.incomplete, checks_symbols.wrong_join,
    checks_types.type_against_code, checks_types.unknown_code, checks_issuers.issuer_against_symbol,
    checks_issuers.level_left_open, checks_issuers.body_may_not, checks_types.normative_form,
    checks_symbols.careless, checks_whole.cut_short, checks_register.article_beyond,
    checks_register.day_differs, checks_register.one_of_several, checks_register.one_slip_away,
    checks_register.no_longer_holds, checks_dates.applied_before_effect, checks_register.later_basis,
    checks_titles.title_of_another, checks_issuers.issuer_against_register,
    checks_register.unknown_at_the_centre, checks_titles.law_of_another_year, checks_whole.out_of_range,
    checks_within.two_dates, checks_within.two_numbers, checks_within.numbers_against_days,
    checks_within.short_form, checks_within.older_than_its_basis, checks_issuers.level_skipped,
    checks_within.number_used_twice, checks_places.misspelt_unit, checks_places.misspelt_neighbour,
    checks_superiors.superior_of_another,
    checks_places.issuer_that_ended,
    checks_head.own_number, checks_head.own_date, checks_head.organs_disagree, checks_head.signature_form,
    checks_outline.outline, checks_head.title_against_body, checks_counts.declared_and_listed,
    checks_inline.named_inline, checks_counts.declared_not_named, checks_shares.percentage,
    checks_parts.share_in_words, checks_shares.more_than_all,
    checks_figures.table_total, checks_parts.sums_in_words, checks_figures.part_above_whole,
    checks_parts.parts_of_a_count, checks_figures.same_amount_twice,
    checks_figures.gifts_and_households, checks_figures.malformed_amount, checks_figures.product,
    checks_parts.rate_times_months,
    checks_models.without_particulars, checks_models.decision_of_another_year, checks_models.counted_twice,
    checks_models.funnel, checks_models.kinds_and_total, checks_outline.unbalanced, checks_places.copied_place,
    checks_head.addressee, checks_places.bodies_that_ended,
)


def rule_of(check: Check) -> str:
    """The id of a check's rule, from its docstring.

    >>> rule_of(checks_dates.impossible_date)
    'R01'
    """
    return (check.__doc__ or "")[:3]


def findings(case: Case) -> list[Finding]:
    """All findings on a report, in the order of the text; those on the whole report come first."""
    found = [finding for check in CHECKS for finding in check(case)]
    return sorted(found, key=lambda finding: (finding.start or 0, finding.rule, finding.end or 0, finding.message))
