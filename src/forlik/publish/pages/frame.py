"""What every page of the site has around it: head, menu, the day, and how it is cited."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from forlik.briefs.document import Language
from forlik.briefs.telling import Telling
from forlik.briefs.words import word
from forlik.core.citation import cite
from forlik.publish.citing import FOLDER, FORMS, basis
from forlik.publish.comparing import called
from forlik.publish.documented import is_english, told
from forlik.publish.edition import Edition
from forlik.publish.pages.elements import section, text
from forlik.register.concepts import Actor, Engagement, Role

LANGUAGES: tuple[Language, ...] = ("en", "nb")
PACKAGE = "forlik.publish"
SHOWN = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}
MENU = ("index", "processes", "texts", "data")
ENGLISH = frozenset(word(one, "en", PACKAGE) for one in ("site", *MENU[1:]))
"""What the pages that list are called in citations."""
NO_ICON = '<link rel="icon" href="data:,">'
"""The publisher's site has a mark of its own or none: a browser need not ask for one that is not there."""


class Names(Telling):
    """Words, places and names: an actor bears the name that it has in the language."""

    def called(self, record: str | None) -> str:
        """What a record is called; an actor in the language, where its record says how."""
        actor = self.dossier.get(Actor, record)
        own = actor.names.get(self.language, "") if actor else ""
        return own or super().called(record)


@dataclass(frozen=True)
class Writer:
    """Writes the pages of one edition in one language.

    Args:
        edition: The edition.
        language: Language.
    """

    edition: Edition
    language: Language

    @cached_property
    def tells(self) -> Names:
        """Words, places and names in the language."""
        return Names(self.edition.dossier, "", self.language)

    def called(self, record: str) -> str:
        """What a record is called in public; in words of its kind where it bears no title, a role by whose it is."""
        public, one = self.edition.records[record], self.edition.dossier[record]
        if isinstance(one, Role):
            return f"{self.tells.called(one.actor)}: {self.tells.word('role_words', one.kind)}"
        if isinstance(one, Actor):
            return self.tells.called(record)
        found = called(public)
        if found != record:
            return self.told(found)
        kinds = type(one).KINDS
        return (self.tells.word(kinds, getattr(one, "kind", None)) if kinds else "") or record

    @cached_property
    def serving(self) -> Mapping[str, Sequence[Engagement]]:
        """Id of a process → the engagements that serve it."""
        found: dict[str, list[Engagement]] = defaultdict(list)
        for one in self.edition.dossier.every(Engagement):
            if one.process:
                found[one.process].append(one)
        return found

    def told(self, text: str | None) -> str:
        """What a record says, in the language where the documented list has it so; empty where nothing is said."""
        return told(text or "", self.language)

    def said(self, code: str) -> str:
        """A word of the site."""
        return word(code, self.language, PACKAGE)

    def page(self, name: str, title: str, body: str, *, cited: str = "", kind: str = "", head: str = "") -> bytes:
        """A whole page.

        Args:
            name: Its name, without ending.
            title: What it is called.
            body: What it says, as HTML.
            cited: What it is called in citations, in every language alike; its title where nothing is said.
            kind: Of what kind of record it is, in words: an engagement and its process may bear one title.
            head: What else stands in its head, as HTML.
        """
        other = next(one for one in LANGUAGES if one != self.language)
        copy, language, site = self.edition.copy, self.language, self.said("site")
        whole = " · ".join(part for part in (title, kind, "" if title == site else site) if part)
        menu = "".join(self._item(one, name) for one in MENU)
        when = self.said("as_of").format(day=copy.day, publisher=copy.publisher)
        return (
            f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<title>{text(whole)}</title><link rel="stylesheet" href="../style.css">{NO_ICON}'
            f'<link rel="alternate" hreflang="{other}" href="../{other}/{name}.html">'
            f'<link rel="alternate" type="application/atom+xml" href="../feed-{language}.xml">{head}</head>\n<body>'
            f'<a class="skip" href="#content">{text(self.said("skip"))}</a>'
            f'<header><p class="publisher" dir="auto">{text(copy.publisher)}</p>'
            f'<nav aria-label="{text(self.said("menu"))}"><ul>{menu}'
            f'<li><a href="../{other}/{name}.html" lang="{other}" hreflang="{other}">'
            f"{text(word('language', other, PACKAGE))}</a></li></ul></nav></header>\n"
            f'<main id="content"><h1 dir="auto">{text(title)}</h1>\n{body}\n'
            f"{self._cited(name, cited or title)}</main>\n"
            f"<footer><p>{text(when)}</p><p>{text(self.said('recorded'))}</p></footer></body></html>\n"
        ).encode()

    def _item(self, one: str, name: str) -> str:
        here = ' aria-current="page"' if one == name else ""
        shown = self.said("home" if one == "index" else one)
        return f'<li><a href="{one}.html"{here}>{text(shown)}</a></li>'

    def _cited(self, name: str, title: str) -> str:
        said = cite([basis(self.edition, name, title)])
        files = ", ".join(f'<a href="../{FOLDER}/{name}.{end}">{SHOWN[end]}</a>' for end in FORMS)
        # Cited alike in every language: where that is known to be English, a voice reads it so on any page.
        english = is_english(title) or title in ENGLISH
        lang = ' lang="en"' if english and self.language != "en" else ""
        return section(self.said("cite"), f'<p class="cite" dir="auto"{lang}>{text(said)}</p><p>{files}</p>')
