"""Import of decisions: on an option that is here one is taken on its page, where gate and screen are asked."""

from collections.abc import Iterator

from forlik.core.errors import BadInput, UsageError
from forlik.register.concepts import Assessment, Engagement
from forlik.register.dossier import Dossier
from forlik.register.exchange.carried import Wrong
from forlik.register.option import Option, option_of, same_option


def decided_here(record: str, where: str, here: Dossier, after_all: Dossier) -> Iterator[Wrong]:
    """A decision on what is here is taken on its page; one on an option that comes with it was taken.

    Args:
        record: Id of the record that is brought in.
        where: Where it stands in the file.
        here: What is in the register.
        after_all: What will be, with all that the file brings.
    """
    try:
        before, after = here.get(Assessment, record), after_all.get(Assessment, record)
    except BadInput:
        return  # told with the other doubts
    if after is None or after.kind != "decision" or (before is not None and before.kind == "decision"):
        return  # a decision that is here already is never rewritten: the checks see to that
    if _concerns(after, here):
        yield Wrong(
            where, "kind", "a decision is taken on the page of its option, where everything it lacks is named",
            "en beslutning tas på siden til alternativet, der alt den mangler er nevnt",
            "leave it out, and decide there", "la den stå utenfor, og beslutt der",
        )  # fmt: skip


def _concerns(decision: Assessment, here: Dossier) -> bool:
    """Whether a decision is about an option of which anything is here, or about an engagement that is."""
    if here.get(Engagement, decision.engagement) is not None or here.get(Assessment, decision.about) is not None:
        return True
    try:
        option: Option = option_of(decision.option or "")
    except UsageError:
        return False  # that it is no option is told with the other doubts
    return any(same_option(one.option, option) for one in here.saying(Assessment, "option"))
