"""Why something is unknown, in the reader's language: the library says it in English, in a few fixed forms."""

import re

from forlik import places
from forlik.core.days import stated_in_words
from forlik.core.errors import PlaceRefused
from forlik.core.translated import translated
from forlik.discover import measures


def _n(message: str) -> str:
    """A message that translators are asked for."""
    return message


FORMS = (
    (r"no rows of (?P<title>.+) were held on (?P<day>\S+)", _n("no rows of {title} were held on {day}")),
    (r"forlik import (?P<name>\S+) FILE.*", _n("`forlik import {name} FILE`")),
    (r"the sources known on (?P<day>\S+) do not list (?P<place>.+) as a place of its own",
     _n("the sources known on {day} do not list {place} as a place of its own")),
    (r"known for some months of (?P<year>\d+) only", _n("known for some months of {year} only")),
    (r"the sources known on (?P<day>\S+) have no figure for (?P<place>.+)",
     _n("the sources known on {day} have no figure for {place}")),
    (r"the sources count (?P<place>.+) under (?P<whole>.+)", _n("the sources count {place} under {whole}")),
    (r"only pieces of the dataset are held: there is no figure for the World",
     _n("only pieces of the dataset are held: there is no figure for the World")),
    (r"it is not added up over countries: there is no figure for the World",
     _n("it is not added up over countries: there is no figure for the World")),
    (r"not known on (?P<day>\S+)", _n("not known on {day}")),
    (r"no monthly deaths were known on (?P<day>\S+)", _n("no monthly deaths were known on {day}")),
    (r"`forlik import` or `forlik sync` (?:one of: )?(?P<names>.+)",
     _n("`forlik import` or `forlik sync` one of: {names}")),
    (r"`forlik import` (?:one of: )?(?P<names>.+)", _n("`forlik import` one of: {names}")),
    (r"(?P<place>.+) did not exist in (?P<year>\d+)", _n("{place} did not exist in {year}")),
    (r"the source does not speak for (?P<place>.+) in (?P<year>\d+)",
     _n("the source does not speak for {place} in {year}")),
    (r"the newest version known on (?P<day>\S+) speaks up to (?P<newest>\S+)",
     _n("the newest version known on {day} speaks up to {newest}")),
    (r"no figure for this period in what was known", _n("no figure for this period in what was known")),
    # What a question says of an indicator of a place.
    (r"its sources count (?P<place>.+) under (?P<whole>.+)", _n("its sources count {place} under {whole}")),
    (r"(?P<measure>.+): the sources count (?P<place>.+) here",
     _n("{measure}: the sources count {place} here")),
    (r"(?P<measure>.+): the sources count (?P<place>.+) under (?P<whole>.+)",
     _n("{measure}: the sources count {place} under {whole}")),
    (r"of (?P<count>\d+) places (?P<ranked>\d+) can be ranked, and the question asks for the first (?P<top>\d+)",
     _n("of {count} places {ranked} can be ranked, and the question asks for the first {top}")),
    (r"no figure", _n("no figure")),
    # What a donor's picture says.
    (r"nothing is published of (?P<place>.+) as a donor in (?P<year>\d+)",
     _n("nothing is published of {place} as a donor in {year}")),
    (r"nothing is published of (?P<place>.+) as a donor", _n("nothing is published of {place} as a donor")),
    (r"nothing is published of this donor and year", _n("nothing is published of this donor and year")),
    (r"there is (?P<first>\d+) to (?P<last>\d+)", _n("there is {first} to {last}")),
    (r"no source held gives it", _n("no source held gives it")),
    (r"the source has no row for the two countries: that is unknown, not zero",
     _n("the source has no row for the two countries: that is unknown, not zero")),
    (r"it is the home country itself", _n("it is the home country itself")),
    (r"not known of any place", _n("not known of any place")),
    (r"stale: the newest figure is of (?P<period>\S+)", _n("stale: the newest figure is of {period}")),
    (r"the figure is no finite number", _n("the figure is no finite number")),
    (r"not known for the whole of the twelve months and the twelve before",
     _n("not known for the whole of the twelve months and the twelve before")),
    (r"there is no ratio to none", _n("there is no ratio to none")),
    (r"(?P<measure>.+): no figure near that year", _n("{measure}: no figure near that year")),
    (r"(?P<measure>.+) is 0", _n("{measure} is 0")),
    (r"nothing is published", _n("nothing is published")),
    (r"no rate is known", _n("no rate is known")),
    (r"(?P<some>\d+) of (?P<all>\d+) parts of transactions have no rate",
     _n("{some} of {all} parts of transactions have no rate")),
    # What a total of the portfolio says of itself.
    (r"nothing is published as (?P<flow>\w+) for (?P<what>.+)",
     _n("nothing is published as {flow} for {what}")),
    (r"(?P<count>\d+) of (?P<every>\d+) parts of .+ have no rate",
     _n("{count} of {every} parts have no rate")),
    (r"no rate of (?P<own>[A-Z]{3}) in (?P<asked>[A-Z]{3}) is known for (?P<year>\d+)",
     _n("no rate of {own} in {asked} is known for {year}")),
    (r"rates of (?P<year>\d+) are known from (?P<day>\S+) to (?P<newest>\S+) only",
     _n("rates of {year} are known from {day} to {newest} only")),
)  # fmt: skip
DAYS = frozenset({"day", "newest", "period"})
STATED = re.compile(r"\d{4}(-\d{2}){0,2}(/\d{4}(-\d{2}){0,2})?")
WORLD = "the World"


def reason(text: str, language: str) -> str:
    """A reason in a language; one of another form stays as the library says it.

    Args:
        text: A reason, or several with a semicolon between them.
        language: ``en`` or ``nb``.
    """
    return "; ".join(_part(part.strip(), language) for part in text.split("; "))


def _part(text: str, language: str) -> str:
    for form, message in FORMS:
        found = re.fullmatch(form, text)
        if found:
            words = {name: _day(said, language) if name in DAYS else said for name, said in found.groupdict().items()}
            if "title" in words:
                words["title"] = translated(words["title"], language)
            for name in {"place", "whole"} & set(words):
                words[name] = _place(words[name], language)
            if "measure" in words:
                words["measure"] = _measure(words["measure"], language)
            return translated(message, language).format(**words)
    return text


def _day(said: str, language: str) -> str:
    """A day or a period in words; what is neither stays as it is."""
    return stated_in_words(said, language) if STATED.fullmatch(said) else said


def _measure(title: str, language: str) -> str:
    """A measure by its title, which may begin with a small letter here; what is none of ours stays as it is."""
    found = next((one.title for one in measures().values() if one.title.lower() == title.lower()), "")
    if not found:
        return title
    said = translated(found, language)
    return said if title == found else said[:1].lower() + said[1:]


def _place(name: str, language: str) -> str:
    if name == WORLD:
        return translated(WORLD, language)
    try:
        return places.place(name).name(language)
    except PlaceRefused:
        return name
