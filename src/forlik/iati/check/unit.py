"""Reading one activity by itself: inside the root element of its file, so that names and schema are the same."""

from dataclasses import dataclass

from forlik.iati.check import broken
from forlik.iati.check.broken import Word
from forlik.iati.check.layout import Root
from forlik.iati.check.places import line_starts
from forlik.iati.check.trees import Tree, Trouble, parsed
from forlik.iati.standard import KINDS, Kind


@dataclass(frozen=True, slots=True)
class Wrapper:
    """What is put around an activity to make it a document.

    Args:
        declaration: First line, with the encoding of the file.
        tag: Start tag of the root.
        closing: Its end tag.
        kind: Kind of file.
    """

    declaration: bytes
    tag: bytes
    closing: bytes
    kind: Kind

    def around(self, text: bytes) -> bytes:
        """A whole document.

        Args:
            text: Text of an activity; it begins on a line of its own.
        """
        return b"".join((self.declaration, self.tag, b"\n", text, self.closing))

    def place(self, text: bytes, trouble: Trouble) -> int:
        """Where in an activity's own text the parser saw something.

        Args:
            text: Text of the activity.
            trouble: What it saw in the whole document.
        """
        before = self.declaration.count(b"\n") + self.tag.count(b"\n") + 1
        place = _place(text, trouble.line - before, trouble.column)
        # The parser sees a prefix at the end of the tag; the tag itself is what has to be found.
        return max(text.rfind(b"<", 0, place), 0) if trouble.prefix else place


def wrapper_of(root: Root, encoding: str) -> Wrapper:
    """What to put around the activities of a file.

    Args:
        root: Its root.
        encoding: Its encoding.
    """
    kind = root.kind or "activity"
    name = KINDS[kind][0].encode()
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>\n'.encode()
    closing = b"</" + name + b">"
    tag = root.tag.removesuffix(b"/>").removesuffix(b">") + b">"
    if root.alone or parsed(declaration + tag + closing).root is None:
        # Without a root, or with a broken one: that is told once, and the activities are read all the same.
        version = (root.version or "").encode("ascii", "replace").replace(b"&", b"")
        tag = b"<" + name + b' version="' + version + b'">'
    return Wrapper(declaration, tag, closing, kind)


def spot(text: bytes, tree: Tree, wrapper: Wrapper | None) -> tuple[Word, int]:
    """What is said of a text that cannot be parsed, and where in it.

    Args:
        text: The text.
        tree: What parsing gave.
        wrapper: What was around it; ``None`` when nothing was.
    """
    if not tree.troubles:
        return broken.not_well_formed(Trouble(1, 1, "no element is left of it")), 0
    [trouble, *_] = tree.troubles
    place = wrapper.place(text, trouble) if wrapper else _place(text, trouble.line, trouble.column)
    if trouble.prefix:
        return broken.undeclared(trouble), place
    if wrapper is None or b'encoding="utf-8"' in wrapper.declaration.lower():
        try:
            text.decode("utf-8")
        except UnicodeDecodeError as error:
            return broken.not_utf8(text, error.start, "UTF-8"), error.start
    return broken.not_well_formed(trouble), place


def _place(text: bytes, line: int, column: int) -> int:
    start = line_starts(text, line)
    end = text.find(b"\n", start)
    return min(start + max(column - 1, 0), (end if end >= 0 else len(text)))
