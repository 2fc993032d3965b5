"""What the brief of one engagement says of its file without a footnote: the years of which no cost is recorded."""

from datetime import date

from forlik.briefs.checking.asking import Asking
from forlik.briefs.checking.house import Sayings, filled
from forlik.briefs.engagement.lacking import years_said
from forlik.register.answers.costs import total

PACKAGE = "forlik.briefs.engagement"


def told_of_file(asking: Asking) -> Sayings:
    """The sentences on years whose costs are not known; none where the brief is of no one engagement that is seen.

    Args:
        asking: The brief and what it is held against.
    """
    one = asking.file
    if one is None:
        return {}
    found = total([one], date.fromisoformat(asking.text.day))
    lacking = [gaps.get(one.id, ()) for gaps in (found.amount_gaps, found.month_gaps)]
    return filled(PACKAGE, years={years_said(years, full=full) for years in lacking if years for full in (True, False)})
