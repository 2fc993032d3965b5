"""Progress moves on a terminal, is plain elsewhere, and keeps quiet when told."""

import io
import sys

from forlik.core.progress import QUIET, WIDTH, Progress


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_off_a_terminal_only_the_end_is_told():
    stream = io.StringIO()
    assert list(Progress(stream).over(["a", "b"], "reading")) == ["a", "b"]
    assert stream.getvalue() == "reading: 2\n"


def test_on_a_terminal_one_line_moves():
    stream = Terminal()
    progress = Progress(stream)
    for number, item in enumerate(progress.over(["a", "b", "c" * 90, "d"], "reading")):
        shown = stream.getvalue().rpartition("\r\x1b[K")[2]
        name = item if len(item) < 40 else item[:39] + "…"
        assert shown == f"reading {'█' * (WIDTH * number // 4):<{WIDTH}} {number}/4 {name}"
    assert stream.getvalue().endswith("\r\x1b[Kreading: 4\n")
    assert stream.getvalue().count("\n") == 1


def test_quiet_says_nothing_even_on_a_terminal():
    stream = Terminal()
    quiet = Progress(stream, quiet=True)
    quiet.say("hello")
    assert list(quiet.over([1], "reading")) == [1]
    assert stream.getvalue() == ""
    assert QUIET.quiet


def test_nothing_to_do_is_told_too():
    stream = Terminal()
    assert list(Progress(stream).over([], "reading")) == []
    assert stream.getvalue() == "\r\x1b[Kreading: 0\n"


def test_words_go_to_standard_error(capsys):
    Progress().say("hello")
    assert capsys.readouterr() == ("", "hello\n")
    assert Progress().stream is sys.stderr
