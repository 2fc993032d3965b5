"""The worked examples of a rule: figures that raise it, with the sentence, and figures at which it stays silent."""

from collections.abc import Iterator, Mapping
from datetime import date

from forlik.core.plain_yaml import Flaw
from forlik.portfolio.flags.in_both import LANGUAGES
from forlik.portfolio.flags.judged import Judged, Raised, Silent, Untold
from forlik.portfolio.flags.judging import figures_in, judge
from forlik.portfolio.flags.named import NamedFigure, known
from forlik.portfolio.flags.rule import Example, Rule

SAID = {Raised: "it is raised", Silent: "it stays silent", Untold: "it cannot be told"}


def example_figures(given: Example) -> Mapping[str, NamedFigure]:
    """The figures of a worked example.

    Args:
        given: The example.
    """
    return {
        name: known(name, value, str(given.year), between=given.between.get(name), names=given.names.get(name, ()))
        for name, value in given.figures.items()
    }


def judged_example(rule: Rule, given: Example) -> Judged:
    """What a rule says of a worked example.

    Args:
        rule: The rule.
        given: One of its examples.
    """
    return judge(rule, example_figures(given), place="example", year=given.year, day=date(given.year, 12, 31))


def example_flaws(rule: Rule) -> Iterator[Flaw]:
    """What is wrong with the examples of a rule.

    Args:
        rule: The rule, whose figures are all in the vocabulary.
    """
    for called, given, wanted in (("raised", rule.example.raised, Raised), ("silent", rule.example.silent, Silent)):
        at = ("example", called)
        flaw = _other_figures(rule, given, at) or _impossible(given, at)
        if flaw:
            yield flaw
            continue
        found = judged_example(rule, given)
        if not isinstance(found, wanted):
            yield Flaw((*at, "figures"), f"with these figures {SAID[type(found)]}", "correct the figures or the rule")
        elif isinstance(found, Raised):
            for language in LANGUAGES:
                comes, stated = found.seen.text(language), rule.example.raised.seen.text(language)
                if comes != stated:
                    yield Flaw((*at, "seen", language), f"what comes out is “{comes}”")


def _other_figures(rule: Rule, given: Example, at: tuple[str, ...]) -> Flaw | None:
    wanted = set(figures_in(rule))
    if lacking := wanted - set(given.figures):
        return Flaw((*at, "figures"), f"the figure “{min(lacking)}” is not given")
    for part in ("figures", "between", "names"):
        if beyond := set(getattr(given, part)) - wanted:
            return Flaw((*at, part, min(beyond)), f"the rule does not ask for “{min(beyond)}”")
    return None


def _impossible(given: Example, at: tuple[str, ...]) -> Flaw | None:
    for name, (low, high) in given.between.items():
        if not low <= given.figures[name] <= high:
            return Flaw((*at, "between", name), f"{given.figures[name]} does not lie between {low} and {high}")
    return None
