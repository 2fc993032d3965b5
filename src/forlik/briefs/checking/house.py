"""Numbers in the words of the house: of its rules, its measures, its vocabularies, and what every brief says."""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import product

from forlik.briefs.numerals import numerals_of
from forlik.core.printable import printable
from forlik.core.translated import translated
from forlik.discover import measures
from forlik.register.machines.guards import GUARDS
from forlik.register.vocabulary import vocabulary

BRIEFS = "forlik.briefs"
LANGUAGES = ("en", "nb")
PLACE = re.compile(r"\{[a-z_]*\}")
SPACES = re.compile(r"[ \t\r\n]+")


@cache
def phrases() -> tuple[str, ...]:
    """All words of the house that have a number in them, in each language."""
    return with_numbers(_every())


def with_numbers(texts: Iterable[str]) -> tuple[str, ...]:
    """Those of some texts that have a number in them, as a brief writes them, each once.

    Args:
        texts: The texts.
    """
    said = (SPACES.sub(" ", printable(text)).strip() for text in texts)
    return tuple(dict.fromkeys(one for one in said if any(True for _ in numerals_of(one))))


def filled(package: str, **values: Collection[object]) -> tuple[str, ...]:
    """The sentences of a brief with their days and years in them; a place that is not filled parts a sentence.

    Args:
        package: The package whose words are meant.
        values: What each place may be filled with.
    """
    found = []
    for said in words_of(package).values():
        for language in LANGUAGES:
            named = [name for name in values if f"{{{name}}}" in said[language]]
            for some in product(*(values[name] for name in named)):
                text = said[language]
                for name, value in zip(named, some, strict=True):
                    text = text.replace(f"{{{name}}}", str(value))
                found += PLACE.split(text)
    return with_numbers(found)


def words_of(package: str) -> Mapping[str, Mapping[str, str]]:
    """The words of a package of briefs: code → language → sentence.

    Args:
        package: The package.
    """
    return tomllib.loads((files(package) / "words.toml").read_text("utf-8"))


def _every() -> Iterator[str]:
    for some in GUARDS.values():
        for guard in some:
            yield from (guard.en, guard.nb, guard.remedy_en, guard.remedy_nb)
    for measure in measures().values():
        yield from (translated(text, language) for text in (measure.title, measure.unit) for language in LANGUAGES)
    for table in (files("forlik.register") / "vocabularies").iterdir():
        for word in vocabulary(table.name.removesuffix(".csv")).values() if table.name.endswith(".csv") else ():
            yield from (word.en, word.nb)
    yield from _of_briefs()


def _of_briefs() -> Iterator[str]:
    """What stands between the places of the sentences that briefs are made of."""
    for folder in sorted(files(BRIEFS).iterdir(), key=lambda one: one.name):
        if (folder / "words.toml").is_file():
            for said in words_of(f"{BRIEFS}.{folder.name}").values():
                yield from (piece for language in LANGUAGES for piece in PLACE.split(said[language]))
