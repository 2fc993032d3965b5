"""The made-up engagements as plain rows, without a register; and briefs of them in every form."""

from dataclasses import replace
from datetime import UTC, date, datetime

from forlik.briefs.document import Document, Section, paragraph
from forlik.briefs.engagement import engagement_brief
from forlik.briefs.handover import handover_pack
from forlik.briefs.public_line import public_line
from forlik.register.dossier import dossier
from forlik.register.examples.fictional import fictional
from forlik.register.rows import Row
from forlik.world import world

DAY = date(2026, 11, 1)
AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
PEOPLE = {"demo-owner": "Demo: owner", "demo-deputy": "Demo: deputy", "demo-relief": "Demo: relief"}


def seen(*labels, more=(), day=DAY):
    """What a holder of some labels sees of the made-up engagements."""
    return dossier([row for row in (*fictional().rows(), *more) if row.label in labels], day)


def row(record, concept, under="1", facet="open", **body):
    """One row of a record."""
    return Row(record, concept, facet, under, 1, AT, AT, body)


def of(rows, file, **more):
    """The brief of one engagement that is made of some rows alone."""
    return engagement_brief(world(str(DAY)), dossier(rows, DAY).case(file), **more)


def published(rows):
    """The same rows for everybody."""
    return [replace(one, label="0") for one in rows]


def every_brief(dossier_, language="en"):
    """Every brief of the register that can be made of a dossier: name → document."""
    now, found = world(str(DAY)), {}
    for file in ("fiction-talks", "fiction-relief"):
        case = dossier_.case(file)
        if case is None:
            continue
        for full in (False, True):
            made = engagement_brief(now, case, full=full, language=language, people=PEOPLE)
            found[f"{file} {'full' if full else 'page'}"] = made
        found[f"{file} line"] = public_line(case, language=language)
    for who in ("demo-owner", "demo-relief"):
        found[f"{who} handover"] = handover_pack(now, dossier_, who, language=language, people=PEOPLE)
    return found


def saying(*parts, title="Colombia", language="en"):
    """A brief of one line."""
    section = Section("At a glance", (paragraph(*parts),))
    return Document("x", title, "Brief", DAY, language, "0", "Public", (section,))
