"""What the gate says: of each question how it stands, since when, by whom it was lifted, and what to do."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

from forlik.assess.options.gate import Beside, Gate, Item, TakenBack
from forlik.core.days import in_words

Language = Literal["en", "nb"]
SAID: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "en": {
            "open": (
                "{item}: red since {since}, answered by {by}; it blocks the option",
                "change the option, or have a named person lift it with a reason; need does not offset it",
            ),
            "lifted": (
                "{item}: red since {since}, lifted by {lifted_by} on {lifted_on}: {reason}",
                "answer the question anew by {until}, or it blocks again",
            ),
            "answered": ("{item}: {colour} since {since}, answered by {by}", "answer it anew after {until}"),
            "expired": (
                "{item}: amber, the answer of {since} was good until {until}",
                "answer it anew",
            ),
            "unanswered": ("{item}: amber, nobody has answered it where you can see it", "answer it"),
        },
        "nb": {
            "open": (
                "{item}: rødt siden {since}, besvart av {by}; det sperrer alternativet",
                "endre alternativet, eller la en navngitt person oppheve det med begrunnelse; behov veier det ikke opp",
            ),
            "lifted": (
                "{item}: rødt siden {since}, opphevet av {lifted_by} {lifted_on}: {reason}",
                "svar på nytt innen {until}, ellers sperrer det igjen",
            ),
            "answered": ("{item}: {colour} siden {since}, besvart av {by}", "svar på nytt etter {until}"),
            "expired": ("{item}: gult, svaret fra {since} gjaldt til {until}", "svar på nytt"),
            "unanswered": ("{item}: gult, ingen har svart på det der du kan se det", "svar på det"),
        },
    }
)
"""Language → how a question stands → what is said, and what to do."""
ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        "en": "; a lifting that was brought in from elsewhere opens nothing here",
        "nb": "; en oppheving som er hentet inn fra et annet sted, åpner ingenting her",
    }
)
"""Language → what is added where an open red answer comes with a lifting that was made elsewhere."""
WITHDRAWN: Mapping[str, str] = MappingProxyType(
    {
        "en": "{item}: a red answer of {since} by {author} was withdrawn by {by} on {on}: {reason}",
        "nb": "{item}: et rødt svar av {since} fra {author} ble trukket tilbake av {by} {on}: {reason}",
    }
)
"""Language → what is said of a red answer that was withdrawn as a mistake."""
BESIDE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "en": (
            "{item}: red since {since} for the same in {period}; it blocks here, too",
            (
                "have it lifted there by a named person, or answer it red here, too, and lift it here with a reason; a "
                "greener answer does not open it"
            ),
        ),
        "nb": (
            "{item}: rødt siden {since} for det samme i {period}; det sperrer her også",
            (
                "la en navngitt person oppheve det der, eller svar rødt her også og opphev det her med begrunnelse; et "
                "grønnere svar åpner det ikke"
            ),
        ),
    }
)
"""Language → what is said of a question that is open for the same thing in another period, and what to do."""
COLOURS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": {"green": "green", "amber": "amber", "red": "red"},
        "nb": {"green": "grønt", "amber": "gult", "red": "rødt"},
    }
)
BLOCKED: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "en": (
            "The gate is closed: {option} may not be decided",
            "The gate is open, with {amber} amber: {option}",
            "Nothing has been answered yet where you can see it: {option}",
        ),
        "nb": (
            "Porten er stengt: {option} kan ikke besluttes",
            "Porten er åpen, med {amber} gule: {option}",
            "Ingenting er besvart ennå der du kan se det: {option}",
        ),
    }
)
"""Language → what is said of a gate that is closed, of one that is open, and where no question was answered."""


def unanswered(found: Gate) -> bool:
    """Whether no question of a gate was answered: it does not block, and nothing speaks for its being open."""
    return not found.withdrawn and all(one.standing == "unanswered" for one in found.items)


def told(item: Item, language: Language = "en", named: Callable[[str], str] = str) -> tuple[str, str]:
    """What is said of one question, and what to do.

    Args:
        item: The question as it stands.
        language: ``en`` or ``nb``.
        named: Id of a person → what the reader may call that person.
    """
    says, remedy = SAID[language][item.standing]
    words = {
        "item": item.question.nb if language == "nb" else item.question.en,
        "colour": COLOURS[language][item.colour],
        "since": in_words(item.since, language) if item.since else "–",
        "until": in_words(item.until, language) if item.until else "–",
        "by": named(item.by) if item.by else "–",
        "lifted_by": named(item.lifted_by) if item.lifted_by else "–",
        "lifted_on": in_words(item.lifted_on, language) if item.lifted_on else "–",
        "reason": item.reason or "–",
    }
    elsewhere = ELSEWHERE[language] if item.lifted_elsewhere else ""
    return says.format(**words) + elsewhere, remedy.format(**words)


def told_beside(one: Beside, language: Language = "en") -> tuple[str, str]:
    """What is said of a question that is open in a period that overlaps, and what to do; no person is named.

    Args:
        one: The question of the other option.
        language: ``en`` or ``nb``.
    """
    says, remedy = BESIDE[language]
    asks, since = one.item.question, one.item.since
    period = str(one.option).rpartition("/")[2]
    item = asks.nb if language == "nb" else asks.en
    return says.format(item=item, since=in_words(since, language) if since else "–", period=period), remedy


def told_of(found: Gate, language: Language = "en", named: Callable[[str], str] = str) -> tuple[str, ...]:
    """What is said of a gate: whether it is closed, then of each question how it stands and what to do."""
    amber = sum(one.colour == "amber" for one in found.items)
    closed, open_, nothing = BLOCKED[language]
    first = (closed if found.blocks else nothing if unanswered(found) else open_).format(
        option=found.option, amber=amber
    )
    beside = (" → ".join(told_beside(one, language)) for one in found.beside)
    gone = (told_withdrawn(one, language, named) for one in found.withdrawn)
    return first, *(" → ".join(told(one, language, named)) for one in found.items), *beside, *gone


def told_withdrawn(one: TakenBack, language: Language = "en", named: Callable[[str], str] = str) -> str:
    """What is said of a red answer that was withdrawn as a mistake."""
    return WITHDRAWN[language].format(
        item=one.question.nb if language == "nb" else one.question.en,
        since=in_words(one.answer.made_on, language) if one.answer.made_on else "–",
        author=named(one.answer.author) if one.answer.author else "–",
        by=named(one.by) if one.by else "–",
        on=in_words(one.on, language),
        reason=one.reason or "–",
    )
