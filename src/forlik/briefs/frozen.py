"""What a frozen screen showed of an option's place, read with care: what came in by a file may hold anything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forlik.assess.acceptability.words import bands, bounds, percent
from forlik.assess.screens.question import Question
from forlik.assess.screens.question_file import question, question_names


@dataclass(frozen=True, slots=True)
class Asked:
    """What one question showed, in words.

    Args:
        name: Its name.
        share: The share of weightings, in percent; empty where the place had none, or it cannot be read.
        ranks: The interval of ranks, 5 to 95 percent; a share never stands without it.
        word: Name of the band of the share.
        why: Why there is no share: withheld, or not answered.
        oldest: The period of the oldest figure.
    """

    name: str
    share: str
    ranks: str
    word: str
    why: str
    oldest: str

    def title(self, language: str) -> str:
        """What the question is called; its name where there is none of that name any more."""
        return question_called(self.name, language)

    def band(self, language: str) -> str:
        """The band of the share in words."""
        return band_word(self.word, language)


def asked(screen: Mapping[str, Any]) -> Iterator[Asked]:
    """The questions that a screen showed, in its order; what cannot be read of it is left out.

    Args:
        screen: The screen of a decision.
    """
    every = screen.get("questions")
    for one in every if isinstance(every, list) else ():
        if isinstance(one, dict):
            yield _asked(one)


def band_word(name: str, language: str) -> str:
    """A band of shares in words; empty for one that there is none of.

    Args:
        name: Its name.
        language: Language.
    """
    found = next((one for one in bands() if one.word == name), None)
    return (found.nb if language == "nb" else found.en) if found else ""


def question_called(name: str, language: str) -> str:
    """What a question is called; its name where there is none of that name any more.

    Args:
        name: Its name.
        language: Language.
    """
    asks = _question(name)
    return name if asks is None else asks.title.nb if language == "nb" else asks.title.en


def _asked(one: Mapping[str, Any]) -> Asked:
    name, share, low, high = (one.get(part) for part in ("question", "share_top_k", "rank_low", "rank_high"))
    whole = _share(share) and isinstance(low, int) and isinstance(high, int)
    asks = _question(str(name or ""))
    return Asked(
        name=str(name or ""),
        share=percent(float(share or 0), bounds(asks.hysteresis if asks else None)) if whole else "",
        ranks=(f"{low}" if low == high else f"{low}–{high}") if whole else "",
        word=str(one.get("word") or "") if whole else "",
        why=str(one.get("withheld") or one.get("unanswered") or ""),
        oldest=str(one.get("oldest") or ""),
    )


def _question(name: str) -> Question | None:
    return question(name) if name in question_names() else None


def _share(said: object) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool) and 0 <= said <= 1
