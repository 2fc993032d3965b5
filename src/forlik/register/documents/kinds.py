"""Which kind of document some bytes are: by what stands in them, never by the name they came under.

What is not on the list is refused. The name under which a document goes out again ends as its kind does, so that
nothing comes back as a program.
"""

from collections.abc import Callable
from dataclasses import dataclass

from forlik.register.documents import mail, office, pdf, plain
from forlik.register.documents.refused import Refused, inside

LARGEST = 20 * 1024 * 1024
"""Bytes of a document."""
DEEPEST = 3
"""Messages within messages."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document.

    Args:
        name: As the register has it.
        ending: How the name of one ends.
        media: Its media type.
    """

    name: str
    ending: str
    media: str


KINDS = {
    one.name: one
    for one in (
        Kind("pdf", "pdf", "application/pdf"),
        Kind("docx", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        Kind("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Kind("pptx", "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        Kind("odt", "odt", "application/vnd.oasis.opendocument.text"),
        Kind("ods", "ods", "application/vnd.oasis.opendocument.spreadsheet"),
        Kind("odp", "odp", "application/vnd.oasis.opendocument.presentation"),
        Kind("png", "png", "image/png"),
        Kind("jpeg", "jpg", "image/jpeg"),
        Kind("gif", "gif", "image/gif"),
        Kind("eml", "eml", "message/rfc822"),
        Kind("csv", "csv", "text/csv"),
        Kind("txt", "txt", "text/plain"),
    )
}
PNG, JPEG, GIF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", (b"GIF87a", b"GIF89a")
ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"MSCF", b"\x28\xb5\x2f\xfd")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RUNS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"#!",
    b"\x4c\x00\x00\x00\x01\x14\x02",
)
"""How programs, scripts and shortcuts begin."""
LIST = "PDF, Word, Excel and PowerPoint (docx, xlsx, pptx), OpenDocument, text, CSV, e-mail (eml), PNG, JPEG, GIF"
LIST_NB = "PDF, Word, Excel og PowerPoint (docx, xlsx, pptx), OpenDocument, tekst, CSV, e-post (eml), PNG, JPEG, GIF"


def kind_of(content: bytes, depth: int = 0) -> Kind:
    """The kind of a document, looked through.

    Args:
        content: Its bytes.
        depth: How many messages it lies within.

    Raises:
        Refused: It is of no kind that is taken, holds something that could run, or unpacks to too much.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise Refused("it is empty", "den er tom", "choose another file", "velg en annen fil")
    if len(content) > LARGEST:
        raise too_large()
    _never(content)
    for begins, look in _LOOKS:
        if begins(content):
            return KINDS[look(content, depth)]
    raise _unknown()


def too_large() -> Refused:
    """It has more bytes than a document may have."""
    size = LARGEST // (1024 * 1024)
    return Refused(
        f"it is larger than {size} MB",
        f"den er større enn {size} MB",
        "make it smaller, for instance with its pictures in a lower resolution",
        "gjør den mindre, for eksempel med bilder i lavere oppløsning",
    )


def _never(content: bytes) -> None:
    """Refuse what is known to be none of ours, with a reason of its own."""
    if content.startswith(OLD_OFFICE):
        raise Refused(
            "it is a document of an old Office program, or a message saved by Outlook, in which programs can hide",
            "den er fra et gammelt Office-program, eller lagret av Outlook, der programmer kan skjule seg",
            "save it as docx, xlsx, pptx, eml or PDF",
            "lagre den som docx, xlsx, pptx, eml eller PDF",
        )
    if content.startswith(RUNS):
        raise Refused(
            "it is a program, a script or a shortcut",
            "den er et program, et skript eller en snarvei",
            f"attach a document: {LIST}",
            f"legg ved et dokument: {LIST_NB}",
        )
    if content.startswith(ARCHIVES):
        raise inside("it is an archive", "den er et arkiv")


def _unknown() -> Refused:
    return Refused(
        "it is of no kind that is taken, whatever its name says",
        "den er av en type som ikke tas imot, uansett hva navnet sier",
        f"attach one of: {LIST}",
        f"legg ved en av: {LIST_NB}",
    )


def _mail(content: bytes, depth: int) -> str:
    if depth >= DEEPEST:
        raise inside("messages within messages", "meldinger i meldinger")
    mail.look(content, lambda part: kind_of(part, depth + 1))
    return "eml"


_LOOKS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes, int], str]], ...] = (
    (pdf.begins, lambda content, _: pdf.look(content)),
    (office.begins, lambda content, _: office.look(content)),
    (lambda content: content.startswith(PNG) and content[12:16] == b"IHDR", lambda *_: "png"),
    (lambda content: content.startswith(JPEG), lambda *_: "jpeg"),
    (lambda content: content.startswith(GIF), lambda *_: "gif"),
    (mail.begins, _mail),
    (plain.begins, lambda content, _: plain.look(content)),
)
"""How each kind begins, and what looks one through and names it."""
