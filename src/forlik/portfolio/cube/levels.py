"""One level of each publisher: levels repeat each other's money; one of them counts, and the others are told."""

from typing import Any

from forlik.portfolio.cube.marking import COUNTED, FIRST_HAND, OTHER_LEVEL, OTHER_TYPE
from forlik.portfolio.definitions.by_code import pillar_of
from forlik.portfolio.definitions.said import Definition


def chosen_levels(rows: Any) -> Any:
    """The level that counts, by publisher and kind of flow: the one with most transactions, of equals the deeper.

    The rule is that of the measures of aid (:func:`forlik.measures._iati.levels`), for all kinds of flow at once.

    Args:
        rows: Ibis table of sums with ``standing``, ``flow``, ``reporting_org_ref``, ``hierarchy``, ``transactions``.

    Returns:
        ``level_ref``, ``level_flow``, ``level``.
    """
    import ibis

    mine = rows.filter((rows.standing == FIRST_HAND) & rows.flow.notnull())
    counts = mine.group_by("reporting_org_ref", "flow", "hierarchy").aggregate(made=mine.transactions.sum())
    first = ibis.window(
        group_by=[counts.reporting_org_ref, counts.flow],
        order_by=[ibis.desc(counts.made), ibis.desc(counts.hierarchy)],
    )
    ranked = counts.mutate(turn=ibis.row_number().over(first))
    return ranked.filter(ranked.turn == 0).select(level_ref="reporting_org_ref", level_flow="flow", level="hierarchy")


def whole(rows: Any, levels: Any, ranks: Any, by: tuple[str, ...]) -> Any:
    """All pieces as one cube, sorted by place.

    Args:
        rows: Ibis table of sums of all snapshots, with ``flow``.
        levels: What :func:`chosen_levels` gave.
        ranks: ``ranked`` (number of a snapshot) and ``place_in_order``, the latest known last.
        by: Columns by which sums are told apart.
    """
    told = _told(rows, levels)
    placed = told.join(ranks, told.basis == ranks.ranked)
    return _sorted_sums(placed.mutate(recency=placed.place_in_order), by)


def by_file(rows: Any, levels: Any, by: tuple[str, ...]) -> Any:
    """Which files have a part in what is counted, sorted by place.

    Args:
        rows: As in :func:`whole`.
        levels: What :func:`chosen_levels` gave.
        by: Columns by which parts are told apart, ``basis`` among them.
    """
    told = _told(rows, levels)
    return told.filter(told.standing == COUNTED).select(*by).distinct().order_by(list(by))


def _told(rows: Any, levels: Any) -> Any:
    """Sums with how they stand: of what is first hand, whether its level is the one that counts."""
    import ibis

    joined = rows.left_join(
        levels,
        [
            rows.reporting_org_ref == levels.level_ref,
            rows.flow == levels.level_flow,
            rows.hierarchy == levels.level,
        ],
    )
    standing = ibis.cases(
        (joined.standing != FIRST_HAND, joined.standing),
        (joined.flow.isnull(), OTHER_TYPE),
        (joined.level.isnull(), OTHER_LEVEL),
        else_=COUNTED,
    )
    return joined.mutate(standing=standing).drop("level_ref", "level_flow", "level")


def by_pillar(said: Definition, rows: Any, by: tuple[str, ...]) -> Any:
    """A cube added up by pillar, sorted by place.

    Args:
        said: The definition of pillars.
        rows: The cube by purpose.
        by: Columns by which sums are told apart.
    """
    return _sorted_sums(pillar_of(said, rows).drop("transactions"), by)


def _sorted_sums(rows: Any, by: tuple[str, ...]) -> Any:
    counted = [name for name in ("flows", "without_rate", "transactions") if name in rows.columns]
    sums = rows.group_by(list(by)).aggregate(
        usd=rows.usd.sum(),
        moved_usd=rows.moved_usd.sum(),
        # An engine adds whole numbers up wider than they are, and a file would have them as floats.
        **{name: rows[name].sum().cast("decimal(38, 0)").cast("int64") for name in counted},
        recency=rows.recency.max(),
    )
    return sums.order_by(["place_kind", "place_code", "flow", "standing", "year"])
