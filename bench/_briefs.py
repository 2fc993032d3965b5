"""One process that writes briefs, measured from outside: prints as JSON what it wrote and how long each took."""

import json
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from itertools import cycle, islice
from typing import Any

PLACES = ("COL", "SSD", "LKA", "PHL", "SDN", "AFG", "MLI", "UKR")
TEXTS, SIGNS = 50, 20_000
"""Of a long text: how many parts, and signs of each; together some 300 pages of a book."""
BARE = '#set page(paper: "a4")\n#set document(title: "Bare")\n#set text(lang: "en", size: 10pt)\n'


def timed(made: Sequence[Callable[[], Any]]) -> dict[str, Any]:
    """Each done once: seconds on the clock and at work, and bytes of the last."""
    seconds, worked, last = [], [], b""
    for one in made:
        began, before = time.perf_counter(), time.process_time()
        last = one()
        seconds.append(time.perf_counter() - began)
        worked.append(time.process_time() - before)
    return {"seconds": seconds, "worked": worked, "bytes": len(last), "pages": last.count(b"/Type /Page\n")}


def country(form: str, times: int) -> dict[str, Any]:
    """Country briefs of several places in a form, after a first one that loads what all need."""
    from forlik.briefs.country import country_brief
    from forlik.briefs.writing import written
    from forlik.world import world

    then = world()
    written(country_brief(then, "NOR"), form)
    chosen = islice(cycle(PLACES), times)
    return timed([lambda place=place: written(country_brief(then, place), form) for place in chosen])


def text(form: str, times: int) -> dict[str, Any]:
    """A brief with a text of 300 pages."""
    from forlik.briefs.document import Document, Section, paragraph
    from forlik.briefs.writing import written

    parts = [Section(f"Part {n}", (paragraph("one more word of it " * (SIGNS // 20)),)) for n in range(TEXTS)]
    made = Document("long", "A long text", "Made up", date(2026, 1, 1), "en", "0", "Public", tuple(parts))
    return timed([lambda: written(made, form)] * times)


def bare(signs: int, times: int) -> dict[str, Any]:
    """Typst alone, on as many signs of plain words, with the fonts and the standard of briefs."""
    import typst

    from forlik.briefs.writing.fonts import fonts

    parts = "\n\n".join("one more word of it " * (min(signs, SIGNS) // 20) for _ in range(-(-signs // SIGNS)))
    source = (BARE + parts).encode()

    def compiled() -> bytes:
        made = typst.compile(source, format="pdf", font_paths=fonts(), ignore_system_fonts=True, pdf_standards=["ua-1"])
        return bytes(made)

    return timed([compiled] * times)


def file(form: str, engagements: int, acts: int, promises: int) -> dict[str, Any]:
    """The whole file of one engagement and the hand-over pack of all, of a register that is filled for it."""
    from forlik.desk.access.opening import ready, set_up

    set_up()
    ready()
    from register import OWNER, filled

    filled({"engagements": engagements, "acts": acts, "promises": promises, "sealed": acts // 20})
    from django.contrib.auth import get_user_model

    from forlik.briefs.writing import written
    from forlik.desk.access.people import person
    from forlik.desk.records.viewed import view
    from forlik.desk.register import brief_of

    owner = person(get_user_model().objects.get(username=OWNER).person_id, "passkey")
    viewed = view(owner, datetime.now(UTC), day=datetime.now(UTC).date())
    told = {}
    for name, make in (
        ("one page", lambda: brief_of.engagement(viewed, "e0", full=False, language="en")),
        ("whole file", lambda: brief_of.engagement(viewed, "e0", full=True, language="en")),
        ("hand-over", lambda: brief_of.handover(viewed, language="en")),
    ):
        told[name] = timed([lambda make=make: written(make(), form)])
    return told


def main() -> None:
    """Do what was asked for, and print it."""
    warnings.simplefilter("ignore")
    what, *words = sys.argv[1:]
    numbers = [int(word) if word.isdecimal() else word for word in words]
    told = {"country": country, "text": text, "bare": bare, "file": file}[what](*numbers)  # type: ignore[operator]
    print(json.dumps(told))


if __name__ == "__main__":
    main()
