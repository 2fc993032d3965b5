"""Finding what an address names: there is one answer for what is not there and for what may not be seen."""

from forlik.core.errors import NoData
from forlik.desk.register.asked import Asked
from forlik.register.dossier import Case

ABSENT = "There is no such record, or none that you may see."
NOWHERE = "There is no page at this address."


def the_case(asked: Asked, file: str) -> Case:
    """The file of an engagement.

    Raises:
        NoData: There is none, or none that may be seen.
    """
    case = asked.viewed.case(file)
    if case is None:
        raise absent()
    return case


def absent() -> NoData:
    """The one answer for what is not there and for what may not be seen."""
    return NoData(ABSENT, remedy="look for it in the register")


def nowhere() -> NoData:
    """What whoever a page is not for gets of it: the same as for an address that is not there."""
    return NoData(NOWHERE)
