"""The frozen screen: what was shown when a decision was taken, word for word, to be held against it later."""

import hashlib
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from forlik.assess.options.evidence import coded
from forlik.assess.options.gate import Gate, gate
from forlik.assess.options.requests import wanted
from forlik.core.errors import NoData, UsageError
from forlik.register.dossier import Dossier
from forlik.register.option import Option, option_of

if TYPE_CHECKING:
    from forlik.assess.screens.screen import Screen

HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
BESIDE = "gate_beside"
"""Part of a screen: other option, the same but for its period → its questions that were red and open."""
LARGEST = 20_000
"""Letters of a frozen screen: those of a text of the register."""
LONGEST, MOST = 200, 10
"""Letters of why a red answer was withdrawn, and how many such answers, that a frozen screen has room for."""
VERSION = 2
"""Of the layout below; what was frozen stays in the layout of its day. The first had no questions that were not
answered, and no ranks by data and by weights alone."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one question showed of the option's place.

    Args:
        question: Name of the question.
        manifest: SHA-256 of what it was answered from: code, method, data, seed.
        share_top_k: The share of weightings, 0 to 1; nothing where the place was withheld.
        rank_low: The 5 % rank.
        rank_high: The 95 % rank.
        word: The band of the share.
        withheld: Why the place was withheld, where it was.
        version: The version of the question.
        observed: The share of weight that is observed, 0 to 1; nothing where it was not shown.
        oldest: The period of the oldest figure.
        unanswered: Why the question was not answered, where it was not; then there is no manifest.
        by_data: The ranks from 5 % to 95 % if only the data varied.
        by_weights: Those if only the weights did.

    Raises:
        UsageError: It says what no screen can have shown.
    """

    question: str
    manifest: str
    share_top_k: float | None
    rank_low: int | None
    rank_high: int | None
    word: str = ""
    withheld: str = ""
    version: int = 1
    observed: float | None = None
    oldest: str = ""
    unanswered: str = ""
    by_data: tuple[int, int] | None = None
    by_weights: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if self.unanswered:
            self._says_nothing_else()
            return
        if not HASH.fullmatch(self.manifest):
            raise UsageError(
                f"“{self.manifest}” is no SHA-256", where=self.question, remedy="give the manifest of the answer"
            )
        share = self.share_top_k
        if share is not None and not (math.isfinite(share) and 0 <= share <= 1):
            raise UsageError(f"“{share}” is no share", where=self.question, remedy="give a number from 0 to 1")
        if (share is None) != bool(self.withheld):
            raise UsageError(
                "a place has a share, or a reason why it was withheld", where=self.question, remedy="give one of them"
            )
        ranks = (self.rank_low, self.rank_high)
        if share is not None and (None in ranks or not 1 <= int(ranks[0] or 0) <= int(ranks[1] or 0)):
            raise UsageError(
                "a share without its interval of ranks", where=self.question, remedy="give the lowest and highest rank"
            )

    def _says_nothing_else(self) -> None:
        if self.manifest or self.withheld or self.word or self.share_top_k is not None:
            raise UsageError(
                "a question that was not answered shows nothing", where=self.question, remedy="say only why it was not"
            )


@dataclass(frozen=True, slots=True)
class Frozen:
    """A screen as it goes into the record of a decision.

    Args:
        text: What was shown, as JSON; the same screen is the same text.
        manifest: SHA-256 of the manifests of all its questions.
        labels: The labels of all records that it shows: it is no less secret than they are.
    """

    text: str
    manifest: str
    labels: frozenset[str]

    @property
    def hash(self) -> str:
        """SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def shown_of(screen: "Screen", place: str) -> Shown:
    """What a screen shows of one place.

    Args:
        screen: The answer to a question.
        place: The code of the place, as its rows have it.

    Raises:
        NoData: The question does not ask about that place.
    """
    name, stands_on = screen.question.name, screen.stands_on
    for row in screen.rows:
        if row.country_iso3 == place:
            return Shown(
                name, stands_on.sha256, float(row.share_top_k), int(row.rank_low), int(row.rank_high), row.word,
                version=int(screen.question.version), observed=float(row.observed), oldest=row.oldest,
                by_data=_alone(row.spread, "data"), by_weights=_alone(row.spread, "weights"),
            )  # fmt: skip
    for one in screen.withheld:
        if one.country_iso3 == place:
            return Shown(
                name, stands_on.sha256, None, None, None, withheld=one.reason,
                version=int(screen.question.version), observed=float(one.observed),
            )  # fmt: skip
    raise NoData(
        f"the question “{name}” does not ask about {place}",
        where=name,
        remedy="decide on it as not covered, and say why",
    )


def not_shown(name: str, version: int, reason: str) -> Shown:
    """That a question was not answered, and why: what is not known of a place is frozen, too."""
    return Shown(name, "", None, None, None, version=version, unanswered=reason)


def freeze(dossier: Dossier, option: Option | str, day: date, shown: Sequence[Shown], *, as_of: date) -> Frozen:
    """Freeze what is shown of an option: questions with their intervals, the gate, the evidence, who asked.

    Args:
        dossier: What the decider sees.
        option: The option, or its name.
        day: The day of the decision, by which gate and evidence are judged.
        shown: What each question showed.
        as_of: The day as known on which the questions were asked.

    Raises:
        UsageError: A question was shown twice, the screen is of a later day, or it is too long for the register.
    """
    asked = option_of(option) if isinstance(option, str) else option
    names = [one.question for one in shown]
    if len(set(names)) < len(names):
        raise UsageError("a screen shows each question once", where="shown", remedy="give them so")
    if as_of > day:
        raise UsageError(f"a screen of {as_of} for a decision of {day}", where="as_of", remedy="take an earlier screen")
    manifest = hashlib.sha256(written({one.question: one.manifest for one in shown}).encode()).hexdigest()
    closed, known, asking = gate(dossier, asked, day), coded(dossier, asked, day), wanted(dossier, asked, day)
    text = written(
        {
            "version": VERSION,
            "option": str(asked),
            "as_of": as_of.isoformat(),
            "manifest": manifest,
            "questions": [asdict(one) for one in shown],
            "gate": {one.question.item: [one.colour, one.standing] for one in closed.items},
            **beside_of(closed),
            **({"withdrawn": gone} if (gone := withdrawn_reds(closed)) else {}),
            "evidence": {one.item.item: {code.coder: code.code for code in one.codes} for one in known},
            "requests": {one.party: one.level for one in asking.asked},
            "consent": {file: {one.party: one.state for one in ones} for file, ones in asking.consents.items()},
        }
    )
    if len(text) > LARGEST:
        raise UsageError(
            f"the screen has {len(text)} letters, and a record holds {LARGEST}",
            where="screen",
            remedy="show fewer questions",
        )
    consents = (one.act for ones in asking.consents.values() for one in ones if one.act)
    labels = _joined(
        [
            closed.labels,
            *(one.labels for one in known),
            *(one.labels for one in asking.asked),
            asking.labels,
            *(dossier.labels(act) for act in consents),
        ]
    )
    return Frozen(text, manifest, labels)


def withdrawn_reds(closed: Gate) -> list[dict[str, str]]:
    """The red answers that were withdrawn as a mistake, as a screen freezes them: the last ``MOST``."""
    return [
        {
            "question": one.question.item,
            "answered_by": one.answer.author or "",
            "answered_on": str(one.answer.made_on),
            "withdrawn_by": one.by,
            "withdrawn_on": str(one.on),
            "reason": one.reason[:LONGEST],
        }
        for one in closed.withdrawn[:MOST]
    ]


def beside_of(closed: Gate) -> dict[str, dict[str, list[str]]]:
    """What a frozen screen says of questions that are open in periods that overlap; no word where there are none."""
    found: dict[str, list[str]] = {}
    for one in closed.beside:
        found.setdefault(str(one.option), []).append(one.item.question.item)
    return {BESIDE: found} if found else {}


def thawed(text: str) -> dict[str, Any]:
    """What a frozen screen says; nothing where it cannot be read: what came in by a file may hold anything."""
    try:
        said = json.loads(text)
        json.dumps(said, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def written(said: Mapping[str, Any]) -> str:
    """What is frozen, as text: keys in order, so that the same is written the same in every process."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _alone(spread: Mapping[str, tuple[int, int]], what: str) -> tuple[int, int] | None:
    """The ranks if only one thing varied; nothing where that was not reckoned."""
    found = spread.get(what)
    return (int(found[0]), int(found[1])) if found else None


def _joined(labels: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*labels)
