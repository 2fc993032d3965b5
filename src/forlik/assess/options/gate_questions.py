"""The questions on harm, as they stand in ``gate.toml``: a file, so that they are changed where they can be read.

What they ask follows practice: do no harm and dividers and connectors (Anderson 1999, Do No Harm, Lynne Rienner), the
United Nations' human rights due diligence policy (A/67/775–S/2013/110), and fragile-states principle 2 of the OECD's
Development Assistance Committee (2007), “do no harm”.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from forlik.core.errors import UsageError


@dataclass(frozen=True, slots=True)
class Question:
    """One question on harm.

    Args:
        item: Its name, as answers have it.
        en: What it is called in English.
        nb: In bokmål.
        asks_en: What it asks.
        asks_nb: The same in bokmål.
        red_en: When its answer is red.
        red_nb: The same in bokmål.
    """

    item: str
    en: str
    nb: str
    asks_en: str = ""
    asks_nb: str = ""
    red_en: str = ""
    red_nb: str = ""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All questions.

    Args:
        days: For how many days an answer, and a lifting, is good; the last of them included.
        questions: The questions, in their order.

    Raises:
        UsageError: There is none, one stands twice, or answers are good for no time.
    """

    days: int
    questions: tuple[Question, ...]

    def __post_init__(self) -> None:
        items = [one.item for one in self.questions]
        if not items or len(set(items)) < len(items) or self.days < 1:
            raise UsageError(
                "a questionnaire without questions, with one twice, or whose answers are good for no time",
                where="gate.toml",
                remedy="give each question once, and a number of days",
            )


@lru_cache(maxsize=1)
def questionnaire() -> Questionnaire:
    """The questions that come with Forlik."""
    said = tomllib.loads((files("forlik.assess.options") / "gate.toml").read_text(encoding="utf-8"))
    return Questionnaire(said["days"], tuple(Question(**one) for one in said["question"]))
