"""The option that an address names, and who may decide on it."""

from forlik.core.errors import NoData, UsageError
from forlik.desk.records.files import may_run
from forlik.desk.register.asked import Asked
from forlik.desk.register.cases import absent
from forlik.desk.register.option_titles import option_title
from forlik.register.concepts import Assessment
from forlik.register.option import Option, option_of


def the_option(asked: Asked, record: str) -> tuple[Assessment, Option]:
    """An option that was put forward: its record, which begins its file, and what it names.

    Raises:
        NoData: There is none, or none that may be seen.
    """
    one = asked.viewed.dossier.get(Assessment, record)
    if one is None or one.kind != "option" or not one.option:
        raise absent()
    try:
        return one, option_of(one.option)
    except UsageError:
        # What was recorded elsewhere under a name that cannot be read is no option here.
        raise absent() from None


def an_option(asked: Asked, record: str) -> str | None:
    """What an option that may be seen is called; nothing where an address names none."""
    try:
        _, option = the_option(asked, record)
    except NoData:
        return None
    return option_title(option, asked.language)


def decides(asked: Asked, record: str) -> bool:
    """Whether whoever asks answers for the option's file and holds every label of it, as it takes to decide on it."""
    return may_run(asked.viewed.person, record, asked.viewed.now)
