"""The decision memo, put together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from forlik.assess.interest import interests
from forlik.assess.ledger.ledger import Figures
from forlik.assess.options.record_screen import Shown
from forlik.briefs.considered import Considering, option_called
from forlik.briefs.document import Block, Document, Language, Section, bullets, line, paragraph
from forlik.briefs.marking import STAFF, greatest, marked
from forlik.briefs.memo.decided import decided, option, question, screen
from forlik.briefs.memo.opened import Opened, opened
from forlik.briefs.memo.weighed import apart, expected, harm, requests
from forlik.briefs.telling import cut
from forlik.briefs.words import word
from forlik.register.dossier import Dossier
from forlik.world import World

TITLE = 200


def memo_brief(
    world: World,
    dossier: Dossier,
    record: str,
    *,
    language: Language = "en",
    base: str = "",
    people: Mapping[str, str] | None = None,
    compartments: Mapping[str, str] | None = None,
    figures: Figures | None = None,
    shown: Sequence[Shown] = (),
) -> Document:
    """What is weighed before an option is decided on, or was when it was decided.

    Args:
        world: What was known, for own interest.
        dossier: What the viewer sees.
        record: Id of the option, or of a decision on one; of an option the last decision is told.
        language: ``en`` or ``nb``.
        base: Address of the desk to which footnotes lead back; they stay words where none is named.
        people: Id of a person of the house → name; who is not among them is not named.
        compartments: Compartment → its name; one that is not among them is called by its id.
        figures: What measures say of expectations; without them persons alone tell.
        shown: What each question shows of the place now; told of an option on which nothing is decided yet.

    Returns:
        The memo, marked with the greatest label of the records that it draws on, and at least for the staff.

    Raises:
        NoData: There is no such option or decision, or none that may be seen.
    """
    telling = Considering(dossier, "", language, people)
    of = replace(opened(telling, record), shown=tuple(shown))
    sections = tuple(_sections(of, world, figures))
    # What is considered is never public.
    marking = greatest([*telling.marking.split(), STAFF])
    made_up = of.option.place.startswith("Fictional:")
    return Document(
        name=f"memo-{record}-{dossier.day}",
        title=cut(option_called(telling, of.option), TITLE),
        kind=of.say("kind.decided" if of.decision else "kind"),
        day=dossier.day,
        language=language,
        marking=marking,
        marked=marked(marking, language, compartments),
        sections=sections,
        remarks=(*([of.say("fictional")] if made_up else []), of.say("never.short")),
        base=base,
        drawn=frozenset(telling.drawn),
    )


def _sections(of: Opened, world: World, figures: Figures | None) -> Iterator[Section]:
    own, unknown = apart(of, world)
    yield Section(of.say("question"), (bullets(question(of)),))
    yield Section(of.say("option"), of.listed(option(of), "option.none"))
    yield Section(of.say("decided"), of.listed(decided(of), "decided.none"))
    yield Section(of.say("screen" if of.decision else "screen.now"), screen(of, world))
    yield Section(of.say("harm"), harm(of))
    asked = requests(of)
    yield Section(of.say("requests"), of.listed(asked, "requests.none"))
    foreseen = expected(of, figures)
    yield Section(of.say("expected"), of.listed(foreseen, "expected.none"))
    yield Section(of.say("own"), own)
    misuse = interests().misuse
    never = [of.say("never.share"), of.say("never.asylum"), misuse.nb if of.telling.language == "nb" else misuse.en]
    yield Section(of.say("never"), (bullets([line(one) for one in never]),))
    yield Section(word("gaps", of.telling.language), _gaps(of, unknown, asked=bool(asked), foreseen=bool(foreseen)))


def _gaps(of: Opened, unknown: tuple[str, ...], *, asked: bool, foreseen: bool) -> tuple[Block, ...]:
    language = of.telling.language
    gaps = [of.say("gap.decision")] if of.decision is None else []
    gaps += [
        of.say("gap.harm", question=one.question.nb if language == "nb" else one.question.en)
        for one in of.gate.items
        if one.standing in ("unanswered", "expired")
    ]
    gaps += [] if asked else [of.say("gap.requests")]
    gaps += [] if foreseen else [of.say("gap.expected")]
    gaps += unknown
    return (bullets([line(one) for one in gaps]),) if gaps else (paragraph(of.say("gaps.none")),)
