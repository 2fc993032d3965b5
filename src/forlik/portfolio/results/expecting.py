"""Of which activities results are expected, and what each has: one row an activity, as an expression."""

from datetime import date
from typing import Any

from forlik.portfolio.results.words import data

RULE, EVALUATIONS = "expected.toml", "evaluations.toml"
EXPECTED, NOT_YET, NEVER, UNKNOWN = "expected", "not_yet", "never", "unknown"
"""Results are due; not yet; not at all; nobody can tell."""
COUNTED, OTHER_LEVEL, SECONDARY = "counted", "other_level", "secondary"
"""Of the level that counts; of another one; another's report."""
HELD = ("result", "indicator", "target", "actual")
"""What an activity can have, each more than the one before."""
KNOWN = (*HELD, "evaluation", "shared_evaluation")
"""The same; whether it links an evaluation that no other activity links; or only such as others link too."""


def looked_at(activities: Any, results: Any, documents: Any, levels: Any, day: date) -> Any:
    """Every activity with whether results are expected of it, and which it has.

    Args:
        activities: Ibis table as ``iati__activities``, of several versions of an activity the one that stands.
        results: As ``iati__results``.
        documents: As ``iati__documents``.
        levels: ``level_ref`` and ``level``: on which level each publisher's money is counted. Of a publisher without
            any, the level with most activities counts, of equals the deeper.
        day: The day on which it is asked.

    Returns:
        Columns of ``activities`` as given; ``standing`` (``counted``, ``other_level``, ``secondary``), ``owes``
        (``expected``, ``not_yet``, ``never``, ``unknown``), ``owed_from`` (day from which results are expected; empty
        where no day tells), ``awaited`` (the last day of its periods that are over, have a target and no actual), and
        ``result``, ``indicator``, ``target``, ``actual``, ``evaluation``, ``shared_evaluation`` (flags).
    """
    seen = _with_results(_with_level(_expecting(activities, day), levels), results, day)
    return _with_evaluations(seen, documents)


def _expecting(activities: Any, day: date) -> Any:
    import ibis

    rule = data(RULE)
    started, ended, now = activities.started, activities.ended, ibis.literal(day)
    status = activities.status_code.fill_null("")
    first_year_over = (started + ibis.interval(months=rule["months"])).cast("date")
    # An end before the start is a slip: neither of them tells anything.
    slip = started.notnull() & ended.notnull() & (ended < started)
    nothing = ibis.null("date")
    sooner = ibis.coalesce(ibis.least(ended, first_year_over), first_year_over, ended)
    owed_from = slip.fill_null(False).ifelse(nothing, sooner)
    # Who says that it is over owes results, whatever was once planned; from which day is then known only of the past.
    over = status.isin(rule["ended"])
    known_past = owed_from.notnull() & (owed_from <= now)
    owes = ibis.cases(
        (status.isin(rule["never"]), NEVER),
        (over, EXPECTED),
        (known_past, EXPECTED),
        (owed_from.isnull() | started.isnull(), UNKNOWN),
        else_=NOT_YET,
    )
    told = activities.mutate(owes=owes, owed_from=owed_from)
    return told.mutate(owed_from=(over & ~known_past).fill_null(False).ifelse(nothing, told.owed_from))


def _with_level(rows: Any, levels: Any) -> Any:
    """How an activity stands: one level of each publisher counts, as with money."""
    import ibis

    told = rows.mutate(own_ref=rows.reporting_org_ref.fill_null(""))
    own = told.filter(~told.secondary_reporter)
    numbers = own.group_by("own_ref", "hierarchy").aggregate(many=own.count())
    first = ibis.window(group_by=numbers.own_ref, order_by=[ibis.desc(numbers.many), ibis.desc(numbers.hierarchy)])
    ranked = numbers.mutate(turn=ibis.row_number().over(first))
    widest = ranked.filter(ranked.turn == 0).select(wide_ref="own_ref", wide_level="hierarchy")
    joined = told.left_join(levels, told.own_ref == levels.level_ref).left_join(widest, told.own_ref == widest.wide_ref)
    counts = joined.hierarchy == ibis.coalesce(joined.level, joined.wide_level)
    standing = ibis.cases((joined.secondary_reporter, SECONDARY), (counts, COUNTED), else_=OTHER_LEVEL)
    return joined.mutate(standing=standing).drop("own_ref", "level_ref", "level", "wide_ref", "wide_level")


def _with_results(rows: Any, results: Any, day: date) -> Any:
    """Whether an activity has a result, an indicator, a target, an actual; and until when it is awaited."""
    silent = stated(results, "target") & ~stated(results, "actual") & (results.period_end <= day)
    had = results.group_by(had_dataset="dataset", had_no="activity_no").aggregate(
        result=results.count() > 0,
        indicator=results.indicator_no.notnull().any(),
        target=stated(results, "target").any(),
        actual=stated(results, "actual").any(),
        awaited=results.period_end.max(where=silent),
    )
    joined = rows.left_join(had, [rows.dataset == had.had_dataset, rows.activity_no == had.had_no])
    told = joined.mutate(**{name: joined[name].fill_null(False) for name in HELD})
    return told.drop("had_dataset", "had_no")


def _with_evaluations(rows: Any, documents: Any) -> Any:
    """Whether an activity links an evaluation; a whole library, which every activity links, evaluates none of them."""
    first_hand = documents.filter(~documents.secondary_reporter)
    links = evaluations_in(first_hand).select("dataset", "activity_no", "activity_key", "url").distinct()
    several = links.group_by("url").aggregate(own=links.activity_key.nunique() == 1)
    told = links.join(several, "url")
    linked = told.group_by(linked_dataset="dataset", linked_no="activity_no").aggregate(own=told.own.any())
    joined = rows.left_join(linked, [rows.dataset == linked.linked_dataset, rows.activity_no == linked.linked_no])
    own = joined.own.fill_null(False)
    told = joined.mutate(evaluation=own, shared_evaluation=joined.linked_no.notnull() & ~own)
    return told.drop("linked_dataset", "linked_no", "own")


def evaluations_in(documents: Any, of: str = "activity") -> Any:
    """The documents that are evaluations.

    Args:
        documents: Ibis table as ``iati__documents``.
        of: ``activity``, or ``organisation`` for those of an organisation or country.
    """
    return documents.filter(documents.category_code.isin(data(EVALUATIONS)[of]))


def stated(results: Any, name: str) -> Any:
    """Whether a row of ``iati__results`` states a target or an actual, of the whole or of parts by sex, age or place.

    Args:
        results: Ibis table as ``iati__results``.
        name: ``target`` or ``actual``.
    """
    whole = results[f"{name}_value"].fill_null("").strip() != ""
    parts = f"{name}s"
    return (whole | (results[parts].fill_null(0) > 0)) if parts in results.columns else whole
