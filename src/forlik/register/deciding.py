"""Checks of what a decision on an option is made of: answers on harm, coded evidence, expectations, the decision.

They are refused here, at the one door, so that no page and no file brings in a decision without its expectations.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from forlik.core.errors import UsageError
from forlik.register.changing import WATCH, misfit
from forlik.register.concept import Concept
from forlik.register.concepts import Actor, Assessment, Commitment, Engagement
from forlik.register.concepts.assessment import CODES
from forlik.register.dossier import Dossier
from forlik.register.doubt import Doubt
from forlik.register.option import REMEDY, Option, option_of, same_option

FEWEST = 3
"""Expectations on which a decision is taken, at least."""
NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "option": ("option",),
        "harm": ("option", "issue", "answer", "author"),
        "harm_lifting": ("about", "finding", "author"),
        "opportunity": ("issue", "score", "author"),
        "ability": ("issue", "score", "author"),
        "expectation": ("finding", "score", "expected", "author"),
        "resolution": ("about", "answer", "author"),
        "decision": ("option", "decided", "author", "next_on"),
    }
)
"""Kind of assessment → what is said of every one of them."""
ELSEWHERE = frozenset({"option", "harm", "harm_lifting", "expectation", "resolution", "decision"})
"""Kinds that are recorded on pages of their own alone, in the file of their option."""
NEVER_PUBLIC = frozenset(NEEDED)
"""Kinds that are never released: what is considered, feared, expected and decided is for those who decide."""
LASTING = frozenset(NEEDED) - {"option"}
"""Kinds that are never rewritten: what was thought then is held against what came."""
ENGAGES = frozenset({"open", "change"})
"""Decisions that open an engagement or change one."""
STANDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "override_up": ENGAGES | {"follow"},
        "override_down": frozenset({"decline", "wait", "follow"}),
        "defer": frozenset({"wait"}),
    }
)
"""Stance → the decisions that it can stand for; the others stand for any. To follow is for an option that is to watch,
and against every other: which it is, is seen beside the option (``forlik.assess.options.record_stance``)."""
QUESTIONLESS = frozenset({"not_covered"})
"""Stances that name no question."""
UNSAID = "this is needed"
"""What is said of what is not said."""


def deciding(dossier: Dossier, proposed: Concept, _day: date) -> Iterator[Doubt]:
    """What an answer, a lifting, a code, an expectation or a decision says itself."""
    if not isinstance(proposed, Assessment) or proposed.kind is None or proposed.kind not in NEEDED:
        return
    for field in NEEDED[proposed.kind]:
        if getattr(proposed, field) in (None, ""):
            yield _doubt(field, UNSAID, "dette må sies", "say it", "oppgi det")
    if proposed.kind in ("opportunity", "ability") and not (proposed.option or proposed.place or proposed.about):
        yield _doubt("option", "it is about nothing", "den gjelder ingenting", "name an option", "oppgi et alternativ")
    try:
        option_of(proposed.option) if proposed.option else None
    except UsageError as error:
        yield _doubt("option", error.what, "dette er ikke noe alternativ", REMEDY, "skriv sted/pilar/måte/periode")
    yield from _OWN.get(proposed.kind, _nothing)(dossier, proposed)


def resting(dossier: Dossier, proposed: Concept, _day: date) -> Iterator[Doubt]:
    """What a lifting, a resolution or a decision rests on is there, and is what it is named as."""
    if isinstance(proposed, Assessment) and proposed.kind is not None:
        yield from _RESTS.get(proposed.kind, _nothing)(dossier, proposed)


def forecasting(_dossier: Dossier, proposed: Concept, _day: date) -> Iterator[Doubt]:
    """An expectation is no nowcast: the period of its figure was not over when it was made."""
    if not isinstance(proposed, Assessment) or not period_over(proposed):
        return
    period = proposed.expected.period if proposed.expected else None
    yield _doubt(
        "expected.period",
        f"{period} was over when it was expected: that is no forecast, even where the figure is not published yet",
        f"{period} var over da det ble ventet: det er ingen prognose, selv om tallet ikke er utgitt ennå",
        "expect a period that still runs or is to come",
        "forvent en periode som fortsatt løper eller skal komme",
    )


def period_over(one: Assessment) -> bool:
    """Whether the period of the figure that tells was over when the expectation was made: that can be known already."""
    expected = one.expected
    if expected is None or expected.measure is None or expected.period is None or one.made_on is None:
        return False
    return over(expected.period, one.made_on.isoformat())


def over(period: str, day: str) -> bool:
    """Whether a year or a month is over on a day; both as they are written."""
    return period < day[: len(period)]


def unchanging(dossier: Dossier, proposed: Concept, _day: date) -> Iterator[Doubt]:
    """What was answered, expected or decided is withdrawn as a mistake or followed by another, never rewritten."""
    before = dossier.get(Assessment, proposed.id)
    if before is None or before.kind not in LASTING or not isinstance(proposed, Assessment):
        return
    kept = {name: (getattr(before, name), getattr(proposed, name)) for name in _STAYS}
    for field, (was, is_) in kept.items():
        # A field that is not seen may be said by whoever sees it: only what is seen can be rewritten.
        if was != is_ and was not in (None, (), ""):
            yield _doubt(
                field,
                "what was thought then is not rewritten",
                "det som ble ment den gang, skrives ikke om",
                "record a new one, or withdraw this one as a mistake",
                "registrer en ny, eller trekk denne tilbake som en feil",
            )


_STAYS = tuple(name for name in Assessment.model_fields if name not in {"id", "evidence", "links", "withdrawn"})


def _nothing(_dossier: Dossier, _proposed: Assessment) -> Iterator[Doubt]:
    return iter(())


def _lifting(dossier: Dossier, proposed: Assessment) -> Iterator[Doubt]:
    lifted = dossier.get(Assessment, proposed.about)
    if lifted is None or lifted.kind != "harm" or lifted.answer != "red":
        yield _doubt(
            "about", "only a red answer is lifted", "bare et rødt svar oppheves", "name the answer", "oppgi svaret"
        )
    elif lifted.made_on and proposed.made_on and proposed.made_on < lifted.made_on:
        yield _doubt(
            "made_on",
            f"{proposed.made_on} is before the answer of {lifted.made_on}",
            f"{proposed.made_on} er før svaret {lifted.made_on}",
            "correct the day",
            "rett dagen",
        )
    if dossier.get(Actor, proposed.author) is not None:
        yield _doubt(
            "author",
            "a red answer is lifted by a person of the house",
            "et rødt svar oppheves av en person i huset",
            "name the person",
            "oppgi personen",
        )


def _expectation(_dossier: Dossier, proposed: Assessment) -> Iterator[Doubt]:
    seen_on = proposed.expected.resolves_on if proposed.expected else None
    if proposed.expected and seen_on is None:
        yield _doubt(
            "expected",
            "an expectation has a day on which it is seen",
            "en forventning har en dag da den viser seg",
            "say the day",
            "oppgi dagen",
        )
    if seen_on and proposed.made_on and seen_on <= proposed.made_on:
        yield _doubt(
            "expected",
            f"{seen_on} is not after the day on which it was expected",
            f"{seen_on} er ikke etter dagen da det ble ventet",
            "expect what is still to come",
            "forvent det som ennå skal komme",
        )
    if proposed.expected and proposed.expected.measure and not proposed.place:
        yield _doubt("place", "a measure tells of a place", "et mål gjelder et sted", "name the place", "oppgi stedet")


def _resolution(dossier: Dossier, proposed: Assessment) -> Iterator[Doubt]:
    told = dossier.get(Assessment, proposed.about)
    if told is None or told.kind != "expectation":
        yield _doubt(
            "about", "this is no expectation", "dette er ingen forventning", "name one", "oppgi en forventning"
        )


def _void(_dossier: Dossier, proposed: Assessment) -> Iterator[Doubt]:
    if proposed.answer == "void" and not proposed.finding:
        yield _doubt(
            "finding",
            "it is said why it cannot be judged any more",
            "det sies hvorfor det ikke lar seg avgjøre",
            "say it",
            "oppgi det",
        )


def _decision(dossier: Dossier, proposed: Assessment) -> Iterator[Doubt]:
    said = proposed.decided
    if said is None:
        return
    for field in ("decision", "stance", "as_of", "manifest", "screen", "dissent"):
        if not getattr(said, field):
            yield _doubt(f"decided.{field}", UNSAID, "dette må sies", "say it", "oppgi det")
    # What was decided before questions were named can still be withdrawn.
    if said.stance not in (None, *QUESTIONLESS) and not said.question and not proposed.withdrawn:
        yield _doubt("decided.question", UNSAID, "dette må sies", "say it", "oppgi det")
    if said.as_of and proposed.made_on and said.as_of > proposed.made_on:
        yield _doubt(
            "decided.as_of",
            f"the screen is of {said.as_of}, after the decision",
            f"silingen er fra {said.as_of}, etter beslutningen",
            "take the screen of an earlier day",
            "bruk silingen fra en tidligere dag",
        )
    yield from _reasoned(proposed)
    if said.decision in ENGAGES and not proposed.engagement:
        yield _doubt(
            "engagement",
            "a decision to engage opens or changes an engagement, and none is named",
            "en beslutning om å engasjere seg åpner eller endrer et engasjement, og intet er oppgitt",
            "begin the engagement, and name it",
            "begynn engasjementet, og oppgi det",
        )
    if said.decision in ENGAGES and not said.exit_criteria:
        yield _without_exit()
    option = _option(proposed)
    if said.decision in ENGAGES and option and option.mode == WATCH and _judged_anew(dossier, proposed):
        yield _doubt(
            "decided.decision",
            "to watch opens and changes no engagement",
            "å følge med åpner og endrer intet engasjement",
            "decide to follow, to wait or to decline, or put the option forward that is meant",
            "beslutt å følge, vente eller avslå, eller legg fram det alternativet som er ment",
        )
    if len(set(said.expectations)) < FEWEST:
        yield _too_few(len(set(said.expectations)))


def _rests(dossier: Dossier, proposed: Assessment) -> Iterator[Doubt]:
    """A decision rests on expectations that could come out either way, and on exit criteria of its engagement."""
    said = proposed.decided
    if said is None:
        return
    named = frozenset(said.expectations)
    good = [one for one in named if _counts(dossier.get(Assessment, one), proposed)]
    if len(named) >= FEWEST > len(good):
        yield _too_few(len(good))
    found = [dossier.get(Commitment, one) for one in said.exit_criteria]
    if any(one is None or (one.kind, one.engagement) != ("exit_criterion", proposed.engagement) for one in found):
        yield _without_exit()
    option, engagement = _option(proposed), dossier.get(Engagement, proposed.engagement)
    if said.decision in ENGAGES and option and engagement and _judged_anew(dossier, proposed):
        day = min(proposed.made_on or dossier.day, dossier.day)
        yield from misfit(dossier, option, engagement, day)


def _judged_anew(dossier: Dossier, proposed: Assessment) -> bool:
    """Whether what a decision is about is judged: not where it is withdrawn, or more is said of an older one."""
    return not proposed.withdrawn and dossier.get(Assessment, proposed.id) in (None, proposed)


def _option(proposed: Assessment) -> Option | None:
    try:
        return option_of(proposed.option) if proposed.option else None
    except UsageError:
        return None


def _too_few(there: int) -> Doubt:
    return _doubt(
        "decided.expectations",
        f"a decision is taken on at least {FEWEST} expectations of this option, each with a day after it and a "
        "probability from 1 to 99 percent, made by its day and before the period of its figure was over; "
        f"here are {there}",
        f"en beslutning tas på minst {FEWEST} forventninger om dette alternativet, hver med en dag etter den og en "
        "sannsynlighet fra 1 til 99 prosent, gjort senest samme dag og før perioden for tallet var over; "
        f"her er {there}",
        "record what you expect of it, so that it can be seen later whether it came",
        "registrer hva du venter av det, så det senere kan ses om det kom",
    )


def _without_exit() -> Doubt:
    return _doubt(
        "decided.exit_criteria",
        "a decision to engage names exit criteria, and each is a promise of its engagement",
        "en beslutning om å engasjere seg oppgir kriterier for avslutning, hvert et løfte i engasjementet",
        "record by what it is seen that the work is done",
        "registrer hva som viser at arbeidet er ferdig",
    )


def _counts(one: Assessment | None, decision: Assessment) -> bool:
    """Whether an expectation is one on which a decision can be taken."""
    if one is None or one.kind != "expectation" or not one.finding or not _of_one_option(one, decision):
        return False
    seen_on = one.expected.resolves_on if one.expected else None
    if not (one.made_on and seen_on and decision.made_on and one.score is not None):
        return False
    if period_over(one):
        return False
    # Who is certain, expects nothing that could be learnt from.
    return one.made_on <= decision.made_on < seen_on and 0 < one.score < CODES["expectation"]


def _of_one_option(one: Assessment, other: Assessment) -> bool:
    try:
        return same_option(one.option, option_of(other.option or ""))
    except UsageError:
        return False


def _reasoned(proposed: Assessment) -> Iterator[Doubt]:
    said = proposed.decided
    if said is None or said.stance is None:
        return
    if said.decision and said.decision not in STANDS.get(said.stance, {said.decision}):
        yield _doubt(
            "decided.stance",
            f"“{said.stance}” does not stand for “{said.decision}”",
            f"«{said.stance}» står ikke for «{said.decision}»",
            "choose one that fits the other",
            "velg en som passer til den andre",
        )
    if said.stance != "agree" and not (said.reason_code and proposed.finding):
        yield _doubt(
            "finding",
            "a decision that is not as the screen has it says why, by a code and in words",
            "en beslutning som ikke er slik silingen tilsier, sier hvorfor, med kode og med ord",
            "say why",
            "oppgi hvorfor",
        )


Judge = Callable[[Dossier, Assessment], Iterator[Doubt]]
_OWN: Mapping[str, Judge] = MappingProxyType({"expectation": _expectation, "resolution": _void, "decision": _decision})
_RESTS: Mapping[str, Judge] = MappingProxyType(
    {"harm_lifting": _lifting, "resolution": _resolution, "decision": _rests}
)


def _doubt(field: str, en: str, nb: str, remedy_en: str, remedy_nb: str) -> Doubt:
    return Doubt(field, en, nb, remedy_en, remedy_nb)
