"""Why something is unknown, in the reader's language: the library says it in English, in a few fixed forms."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from forlik import places
from forlik.core.errors import PlaceRefused
from forlik.desk.writing import stated
from forlik.discover import measures

FORMS = (
    (r"no rows of (?P<title>.+) were held on (?P<day>\S+)", gettext_noop("no rows of {title} were held on {day}")),
    (r"forlik import (?P<name>\S+) FILE.*", gettext_noop("`forlik import {name} FILE`")),
    (r"the sources known on (?P<day>\S+) do not list (?P<place>.+) as a place of its own",
     gettext_noop("the sources known on {day} do not list {place} as a place of its own")),
    (r"known for some months of (?P<year>\d+) only", gettext_noop("known for some months of {year} only")),
    (r"the sources known on (?P<day>\S+) have no figure for (?P<place>.+)",
     gettext_noop("the sources known on {day} have no figure for {place}")),
    (r"the sources count (?P<place>.+) under (?P<whole>.+)", gettext_noop("the sources count {place} under {whole}")),
    (r"only pieces of the dataset are held: there is no figure for the World",
     gettext_noop("only pieces of the dataset are held: there is no figure for the World")),
    (r"it is not added up over countries: there is no figure for the World",
     gettext_noop("it is not added up over countries: there is no figure for the World")),
    (r"not known on (?P<day>\S+)", gettext_noop("not known on {day}")),
    (r"no monthly deaths were known on (?P<day>\S+)", gettext_noop("no monthly deaths were known on {day}")),
    (r"`forlik import` or `forlik sync` (?:one of: )?(?P<names>.+)",
     gettext_noop("`forlik import` or `forlik sync` one of: {names}")),
    (r"`forlik import` (?:one of: )?(?P<names>.+)", gettext_noop("`forlik import` one of: {names}")),
    (r"(?P<place>.+) did not exist in (?P<year>\d+)", gettext_noop("{place} did not exist in {year}")),
    (r"the source does not speak for (?P<place>.+) in (?P<year>\d+)",
     gettext_noop("the source does not speak for {place} in {year}")),
    (r"the newest version known on (?P<day>\S+) speaks up to (?P<newest>\S+)",
     gettext_noop("the newest version known on {day} speaks up to {newest}")),
    (r"no figure for this period in what was known", gettext_noop("no figure for this period in what was known")),
    # What a question says of an indicator of a place.
    (r"its sources count (?P<place>.+) under (?P<whole>.+)", gettext_noop("its sources count {place} under {whole}")),
    (r"(?P<measure>.+): the sources count (?P<place>.+) here",
     gettext_noop("{measure}: the sources count {place} here")),
    (r"(?P<measure>.+): the sources count (?P<place>.+) under (?P<whole>.+)",
     gettext_noop("{measure}: the sources count {place} under {whole}")),
    (r"of (?P<count>\d+) places (?P<ranked>\d+) can be ranked, and the question asks for the first (?P<top>\d+)",
     gettext_noop("of {count} places {ranked} can be ranked, and the question asks for the first {top}")),
    (r"no figure", gettext_noop("no figure")),
    # What a donor's picture says.
    (r"nothing is published of (?P<place>.+) as a donor in (?P<year>\d+)",
     gettext_noop("nothing is published of {place} as a donor in {year}")),
    (r"nothing is published of (?P<place>.+) as a donor", gettext_noop("nothing is published of {place} as a donor")),
    (r"nothing is published of this donor and year", gettext_noop("nothing is published of this donor and year")),
    (r"there is (?P<first>\d+) to (?P<last>\d+)", gettext_noop("there is {first} to {last}")),
    (r"no source held gives it", gettext_noop("no source held gives it")),
    (r"the source has no row for the two countries: that is unknown, not zero",
     gettext_noop("the source has no row for the two countries: that is unknown, not zero")),
    (r"it is the home country itself", gettext_noop("it is the home country itself")),
    (r"not known of any place", gettext_noop("not known of any place")),
    (r"stale: the newest figure is of (?P<period>\S+)", gettext_noop("stale: the newest figure is of {period}")),
    (r"the figure is no finite number", gettext_noop("the figure is no finite number")),
    (r"not known for the whole of the twelve months and the twelve before",
     gettext_noop("not known for the whole of the twelve months and the twelve before")),
    (r"there is no ratio to none", gettext_noop("there is no ratio to none")),
    (r"(?P<measure>.+): no figure near that year", gettext_noop("{measure}: no figure near that year")),
    (r"(?P<measure>.+) is 0", gettext_noop("{measure} is 0")),
    (r"nothing is published", gettext_noop("nothing is published")),
    (r"no rate is known", gettext_noop("no rate is known")),
    (r"(?P<some>\d+) of (?P<all>\d+) parts of transactions have no rate",
     gettext_noop("{some} of {all} parts of transactions have no rate")),
    # What a total of the portfolio says of itself.
    (r"nothing is published as (?P<flow>\w+) for (?P<what>.+)",
     gettext_noop("nothing is published as {flow} for {what}")),
    (r"(?P<count>\d+) of (?P<every>\d+) parts of .+ have no rate",
     gettext_noop("{count} of {every} parts have no rate")),
    (r"no rate of (?P<own>[A-Z]{3}) in (?P<asked>[A-Z]{3}) is known for (?P<year>\d+)",
     gettext_noop("no rate of {own} in {asked} is known for {year}")),
    (r"rates of (?P<year>\d+) are known from (?P<day>\S+) to (?P<newest>\S+) only",
     gettext_noop("rates of {year} are known from {day} to {newest} only")),
)  # fmt: skip
DAYS = frozenset({"day", "newest", "period"})
STATED = re.compile(r"\d{4}(-\d{2}){0,2}(/\d{4}(-\d{2}){0,2})?")


def reason(text: str, language: str) -> str:
    """A reason in the reader's language; one of another form stays as the library says it."""
    return "; ".join(_part(part.strip(), language) for part in text.split("; "))


def _part(text: str, language: str) -> str:
    for form, message in FORMS:
        found = re.fullmatch(form, text)
        if found:
            words = {name: _day(said) if name in DAYS else said for name, said in found.groupdict().items()}
            if "place" in words:
                words["place"] = _place(words["place"], language)
            if "measure" in words:
                words["measure"] = _measure(words["measure"])
            if "whole" in words:
                words["whole"] = _place(words["whole"], language)
            return str(_(message).format(**words))
    return text


def _day(said: str) -> str:
    """A day or a period in words; what is neither stays as it is."""
    return stated(said) if STATED.fullmatch(said) else said


def _measure(title: str) -> str:
    """A measure by its title, which may begin with a small letter here; what is none of ours stays as it is."""
    found = next((one.title for one in measures().values() if one.title.lower() == title.lower()), "")
    if not found:
        return title
    said = str(_(found))
    return said if title == found else said[:1].lower() + said[1:]


def _place(name: str, language: str) -> str:
    if name == "the World":
        return str(_("the World"))
    try:
        return places.place(name).name(language)
    except PlaceRefused:
        return name
