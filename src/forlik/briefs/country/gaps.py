"""What was asked for and is not known, together where the reason is the same."""

from collections import Counter
from collections.abc import Iterable, Sequence

from forlik.briefs.country.figures import PACKAGE
from forlik.briefs.document import Block, Language, bullets, line, paragraph
from forlik.briefs.words import word


def gaps(
    unknown: Iterable[tuple[str, str]],
    untold: Sequence[tuple[str, Sequence[str]]],
    old: tuple[Sequence[str], Sequence[str]],
    language: Language,
) -> tuple[Block, ...]:
    """Every gap; that there is none is said too.

    Args:
        unknown: What is not known, and why.
        untold: Rules of which it cannot be told whether they hold, each with its reasons.
        old: What is old, and what else is older than it should be.
        language: Language.
    """
    lines = [
        word("gap", language, PACKAGE).format(label="; ".join(names), reason=reason)
        for reason, names in _together(unknown).items()
    ]
    for code, some in zip(("gap.aged", "gap.old"), old, strict=True):
        if some:
            lines.append(word(code, language, PACKAGE).format(labels="; ".join(some)))
    if untold:
        grouped = _together((name, reason) for name, reason in _sorted_out(untold))
        parts = (
            word("gap.rules", language, PACKAGE).format(titles="; ".join(names), reason=reason)
            for reason, names in grouped.items()
        )
        lines.append(word("gap.untold", language, PACKAGE).format(rules=" ".join(parts)))
    if not lines:
        return (paragraph(word("gaps.none", language)),)
    return (bullets([line(one) for one in lines]),)


def _together(every: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    by_reason: dict[str, list[str]] = {}
    for name, reason in every:
        by_reason.setdefault(reason, []).append(name)
    return by_reason


def _sorted_out(untold: Sequence[tuple[str, Sequence[str]]]) -> Iterable[tuple[str, str]]:
    """Each rule under that of its reasons which most rules share; the one that covers most comes first."""
    left = [(name, reasons) for name, reasons in untold if reasons]
    while left:
        shared = Counter(reason for _name, reasons in left for reason in reasons)
        most = max(shared, key=lambda reason: (shared[reason], reason))
        yield from ((name, most) for name, reasons in left if most in reasons)
        left = [(name, reasons) for name, reasons in left if most not in reasons]
