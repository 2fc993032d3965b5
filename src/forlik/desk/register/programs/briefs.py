"""Briefs of one engagement for programs: as plain texts with notes and sources, and as Markdown."""

from forlik.briefs.notes import Notes
from forlik.core.errors import UsageError
from forlik.core.printable import printable
from forlik.desk.programs.stated import cited, once
from forlik.desk.register.asked import Asked
from forlik.desk.register.briefs_sent import OF_A_FILE, language_of
from forlik.desk.register.cases import the_case
from forlik.desk.register.programs.answer import Answer


def brief(asked: Asked, name: str, kind: str) -> Answer:
    """One brief of an engagement; nothing is in it that whoever asks may not see.

    Args:
        asked: The question.
        name: Id of the engagement.
        kind: Which brief: one of ``OF_A_FILE``.

    Returns:
        The answer, with the records of which it tells.

    Raises:
        NoData: There is no such engagement, or none that may be seen.
        UsageError: There is no such brief.
    """
    from forlik.briefs.writing import written
    from forlik.briefs.writing.tree import tree

    if kind not in OF_A_FILE:
        raise UsageError(f"there is no brief “{kind:.20}”", remedy=f"kind={', '.join(OF_A_FILE)}")
    the_case(asked, name)
    document = OF_A_FILE[kind][0](asked, name, language_of(asked))
    body = tree(document)
    told = {
        "brief": kind,
        "name": document.name,
        "title": printable(document.title),
        "marking": printable(document.marked),
        "language": document.language,
        **{key: body[key] for key in ("kind", "remarks", "sections", "notes")},
        "markdown": written(document, "md").decode(),
        "citations": [cited(one) for one in once(Notes(document).files)],
    }
    return Answer(told, [name, *sorted(document.drawn)])
