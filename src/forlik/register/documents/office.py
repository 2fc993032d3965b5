"""Office documents, which are ZIP files: looked through part by part; what they say of themselves is not believed."""

import re
import zipfile
import zlib
from collections.abc import Iterator

from forlik.register.documents.refused import Refused, damaged, inside, macros, too_much
from forlik.register.unpacking import BROKEN, Damaged, OtherWay, TooMany, unpacked

BEGINS = b"PK\x03\x04"
MOST_MEMBERS = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 100
"""How many times as large as packed a member may be, from ``RATIO_FROM`` on."""
RATIO_FROM = 1 << 20
PIECE = 1 << 20
HEAD = 8
TYPES = "[Content_Types].xml"
OOXML = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": "pptx",
}
ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
RUNNING = re.compile(
    r"vbaproject|vbadata|/macrosheets/|/activex/|/ctrlprops/|/dialogsheets/|^basic/|/basic/|^scripts/|/scripts/|\.bin$",
    re.IGNORECASE,
)
"""Members that hold macros, controls or scripts; settings of printers end so too, and hold nothing to read."""
PRINTER = re.compile(r"/printersettings/[^/]*\.bin$", re.IGNORECASE)
PACKED = (
    BEGINS,
    b"\xd0\xcf\x11\xe0",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"%PDF",
    b"MZ",
    b"\x7fELF",
)
"""How documents, archives and programs begin that are packed into another."""
EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)
HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", re.IGNORECASE)
OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']\s*External", re.IGNORECASE)
DDE = re.compile(rb"DDEAUTO|<(?:\w+:)?ddeLink\b|<(?:\w+:)?oleLink\b|dde-source|dde-application", re.IGNORECASE)
FLAG_LOCKED = 0x1
LOCKED = b"manifest:encryption-data"


def begins(content: bytes) -> bool:
    """Whether it is a ZIP file from its first byte on."""
    return content.startswith(BEGINS)


def look(content: bytes) -> str:
    """The name of the kind of an office document, looked through.

    Raises:
        Refused: It is none, holds something that could run or another document, is locked, or unpacks to too much.
    """
    try:
        with unpacked(content) as archive:
            members = archive.infolist()
            _listed(members)
            return _kind(_members(archive, members))
    except TooMany as error:
        raise too_much("its list of parts", "listen over delene") from error
    except OtherWay as error:
        raise damaged(
            "it is packed in a way that no office program packs", "den er pakket slik intet kontorprogram pakker"
        ) from error
    except (Damaged, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise damaged("it is cut off or damaged", "den er avkuttet eller skadet") from error
    except BROKEN as error:
        raise damaged("its list of parts does not hold", "listen over delene stemmer ikke") from error


def _listed(members: list[zipfile.ZipInfo]) -> None:
    names = [one.filename for one in members]
    if len(names) > MOST_MEMBERS:
        raise too_much(f"{len(names):,} parts", f"{len(names)} deler")
    if len({name.lower() for name in names}) != len(names):
        raise damaged("a part stands twice in it", "en del finnes to ganger")
    for one in members:
        path = one.filename.replace("\\", "/")
        if path.startswith("/") or ".." in path.split("/") or ":" in path or "\0" in one.orig_filename:
            raise damaged("a part of it leads out of it", "en del peker ut av den")
        if one.flag_bits & FLAG_LOCKED:
            raise damaged("it is locked with a password", "den er låst med passord")
        if RUNNING.search(path) and not PRINTER.search(path):
            raise macros(path[-60:], path[-60:])


def _members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Name and content of each member; what is not text is read too, for how much it is, and only its head kept."""
    left = MOST_UNPACKED
    for one in members:
        if one.is_dir():
            continue
        most = max(RATIO_FROM, MOST_RATIO * one.compress_size)
        kept = bytearray()
        size = 0
        texts = one.filename.lower().endswith((".xml", ".rels", "mimetype"))
        with archive.open(one) as member:
            while piece := member.read(PIECE):
                size += len(piece)
                left -= len(piece)
                if size > most or left < 0:
                    raise too_much(f"{one.filename[-40:]}", f"{one.filename[-40:]}")
                if texts or len(kept) < HEAD:
                    kept += piece if texts else piece[:HEAD]
        _part(one.filename, bytes(kept))
        yield one.filename, bytes(kept)


def _part(name: str, content: bytes) -> None:
    """Refuse a part that is a document of its own, or that fetches or runs something."""
    if content.startswith(PACKED):
        raise inside(name[-60:], name[-60:])
    if not name.lower().endswith((".xml", ".rels")):
        return
    if b"\0" in content:
        raise damaged(f"{name[-40:]} is not written in UTF-8", f"{name[-40:]} er ikke skrevet i UTF-8")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise damaged(f"{name[-40:]} defines names of its own", f"{name[-40:]} definerer egne navn")
    if LOCKED in content:
        raise damaged("it is locked with a password", "den er låst med passord")
    if DDE.search(content):
        raise macros("a link that starts another program", "en kobling som starter et annet program")
    if name.lower().endswith(".rels"):
        for link in EXTERNAL.findall(content):
            if OUTSIDE.search(link) and not HYPERLINK.search(link):
                raise macros(
                    "it fetches something from outside when it is opened", "den henter noe utenfra når den åpnes"
                )


def _kind(members: Iterator[tuple[str, bytes]]) -> str:
    found = {name: content for name, content in members if name in (TYPES, "mimetype")}
    if b"macroEnabled" in found.get(TYPES, b"") or b"vnd.ms-office.vbaProject" in found.get(TYPES, b""):
        raise macros("it is of a kind with macros", "den er av en type med makroer")
    kinds = [kind for media, kind in OOXML.items() if b'"' + media + b'"' in found.get(TYPES, b"").replace(b"'", b'"')]
    kinds += [kind for media, kind in ODF.items() if found.get("mimetype", b"").strip() == media]
    if len(kinds) != 1:
        raise Refused(
            "it is a ZIP file, and none of Word, Excel, PowerPoint or OpenDocument",
            "den er en ZIP-fil, og ikke fra Word, Excel, PowerPoint eller OpenDocument",
            "unpack it, and attach its documents one by one",
            "pakk den ut, og legg ved dokumentene hver for seg",
        )
    return kinds[0]
