"""Options put forward, as the viewer may see them: where their place stands on this screen, the gate, and who asked."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from forlik.assess.options.gate import LIFTING, Item, gate
from forlik.assess.options.gate_told import COLOURS
from forlik.assess.options.proposed import Proposed, options
from forlik.assess.options.requests import Asked as Wish
from forlik.assess.options.requests import wanted
from forlik.assess.screens.screen import Screen
from forlik.desk.access.labels import STAFF, grade
from forlik.desk.register.asked import Asked
from forlik.desk.register.deciding.chosen import PAGE
from forlik.desk.register.deciding.ranked import picture
from forlik.desk.register.deciding.spoken import band_word, ranks, share_said
from forlik.desk.register.option_titles import place_called, what_called
from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Assessment

SHORT_LIST = 5
"""Options that stand beside the weights; all stand on a page of their own."""


class PutForward:
    """The options that a viewer may see, beside a screen.

    Args:
        asked: The question to the register.
        screen: The screen beside which they stand; none where the question cannot be answered.
    """

    def __init__(self, asked: Asked, screen: Screen | None) -> None:
        self.telling = Telling(asked)
        self._asked, self._screen = asked, screen
        self._rows = {row.country_iso3: row for row in screen.rows} if screen else {}
        self._every = sorted(options(self.telling.dossier), key=self._turn)
        self._labels: set[str] = set()
        self.telling.shown.update(one.record for one in self._every)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._every)

    @property
    def by_place(self) -> Counter[str]:
        """Place → how many there are of it."""
        return Counter(one.option.place for one in self._every)

    @property
    def marking(self) -> str:
        """The greatest label of anything that was told; that of the staff where there is no option."""
        return max(filter(None, (self.telling.marking, *self._labels)), key=grade, default=STAFF)

    def first(self) -> list[dict[str, Any]]:
        """The few whose places stand first on the screen."""
        return self._told(self._every[:SHORT_LIST])

    def of(self, place: str) -> list[dict[str, Any]]:
        """Those of one place."""
        return self._told(one for one in self._every if one.option.place == place)

    def _turn(self, one: Proposed) -> tuple[float, str]:
        row = self._rows.get(one.option.place)
        return (-row.share_top_k if row else 1.0), str(one.option)

    def _told(self, some: Iterable[Proposed]) -> list[dict[str, Any]]:
        return [self._one(one) for one in some]

    def _one(self, one: Proposed) -> dict[str, Any]:
        telling, option, screen = self.telling, one.option, self._screen
        at, asks = gate(telling.dossier, option), wanted(telling.dossier, option)
        resting: list[Item | Wish] = [*at.resting, *asks.asked]
        rests_on = [record for part in resting for record in part.rests_on]
        liftings = (one.id for one in telling.dossier.near(Assessment, rests_on) if one.kind == LIFTING)
        telling.shown.update(rests_on, liftings, asks.named)
        self._labels |= {label for part in resting for label in part.labels}
        row = self._rows.get(option.place)
        return {
            "address": f"{PAGE}/{one.record}{self._asked.kept}",
            "what": what_called(option, self._asked.language),
            "place": place_called(option.place, self._asked.language),
            "sealed": any(grade(label) > grade(STAFF) for label in one.labels),
            "gate": at.colour,
            "colour": COLOURS[telling.language][at.colour],
            "asked": sum(bool(party.level) for party in asks.asked),
            "parties": len(asks.asked),
            "ranks": ranks(row.rank_low, row.rank_high) if row else "",
            "share": share_said(row.share_top_k, screen.question) if row and screen else "",
            "word": band_word(row.word, self._asked.language) if row else "",
            "picture": picture(row, screen) if row and screen else "",
        }
