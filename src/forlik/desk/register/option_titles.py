"""What an option is called: its place, what would be done there, in which pillar, and when."""

from forlik import places
from forlik.core.errors import ForlikError, UsageError
from forlik.desk.register.words import word
from forlik.desk.writing import stated
from forlik.register.concept import Concept
from forlik.register.concepts import Assessment
from forlik.register.option import Option, option_of


def option_title(option: Option, language: str) -> str:
    """What an option is called."""
    return f"{place_called(option.place, language)}: {what_called(option, language)}"


def what_called(option: Option, language: str) -> str:
    """The same without the place, for where it is said."""
    mode, pillar = word("option_modes", option.mode, language), word("pillars", option.pillar, language)
    return f"{mode}, {pillar}, {period_called(option)}"


def period_called(option: Option) -> str:
    """Its period, as shortly as it can be said."""
    begins, _, ends = str(option).rpartition("/")[2].partition("..")
    return f"{stated(begins)}–{stated(ends)}" if ends else stated(begins)


def place_called(code: str, language: str) -> str:
    """A place by name; what is no code of one as it stands."""
    try:
        return places.by_code("iso3", code).name(language)
    except ForlikError:
        return code


def title_as_option(record: Concept, language: str) -> str:
    """What a record is called that puts an option forward; empty for any other."""
    if not isinstance(record, Assessment) or record.kind != "option" or not record.option:
        return ""
    try:
        return option_title(option_of(record.option), language)
    except UsageError:
        return ""
