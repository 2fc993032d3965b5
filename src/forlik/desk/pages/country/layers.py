"""Layers of the timeline: which there are, which are asked for, and the way to each other choice."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from forlik.core.errors import UsageError
from forlik.desk.question import Question

LAYERS = {
    "conflict": _("Conflict"),
    "process": _("Peace process"),
    "aid": _("Aid by pillar"),
    "operations": _("Peace operations"),
    "presence": _("Organisations present"),
    "displacement": _("Displacement"),
}
NONE = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """A layer as it is offered.

    Args:
        name: Its name in the address.
        title: Its title.
        on: Whether it is shown.
        held: Whether there is anything to show.
        address: The address that turns it on or off; empty when there is nothing to turn.
    """

    name: str
    title: str
    on: bool
    held: bool
    address: str


def asked_for(asked: Question) -> tuple[str, ...]:
    """The layers that are asked for, in the order of the page; all when none is named.

    Raises:
        UsageError: There is no such layer.
    """
    given = asked.given.get("layers", "").strip()
    if not given:
        return tuple(LAYERS)
    named = {one.strip() for one in given.split(",")} - {NONE, ""}
    if strange := sorted(named - set(LAYERS)):
        raise UsageError(f"there is no layer “{strange[0]:.40}”", remedy=f"layers={','.join(LAYERS)}, or layers={NONE}")
    return tuple(name for name in LAYERS if name in named)


def choices(asked: Question, shown: Sequence[str], held: Sequence[str]) -> list[Choice]:
    """Every layer, with the way to the same page with it on or off.

    Args:
        asked: The question.
        shown: Layers asked for.
        held: Layers of which something is known.
    """
    found = []
    for name, title in LAYERS.items():
        other = [one for one in LAYERS if (one in shown) != (one == name)]
        every = len(other) == len(LAYERS)
        fields = {"layers": "" if every else ",".join(other) or NONE}
        address = f"{asked.address(changes=fields)}#over-time" if name in held else ""
        found.append(Choice(name, str(title), name in shown, name in held, address))
    return found
