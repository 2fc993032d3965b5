"""A person who asks for many PDFs at once gets one, and everybody else goes on."""

import threading

import pytest

from forlik.briefs import writing
from forlik.core.errors import Busy
from forlik.desk import papers

PDF = "/register/fiction-talks/brief?as=whole.pdf"
LONG = 30
"""Seconds after which a test that hangs fails."""


def test_four_pdfs_at_once_of_one_person_are_one(learning, monkeypatch):
    papers.forget()
    begun, go, got = threading.Event(), threading.Event(), []

    def held(_document, _form):
        begun.set()
        assert go.wait(LONG)
        return b"%PDF- made"

    def ask():
        from django.db import connection

        try:
            got.append(b"".join(learning.ask("demo-owner", PDF).streaming_content))
        finally:
            connection.close()

    monkeypatch.setattr(writing, "written", held)
    first = threading.Thread(target=ask, daemon=True)
    first.start()
    try:
        assert begun.wait(LONG)
        shown = len(learning.log("read"))
        for _ in range(3):
            with pytest.raises(Busy):
                learning.ask("demo-owner", PDF)
        assert len(learning.log("read")) == shown, "what was not given was not shown"
        assert learning.ask("demo-owner", "/register/due").status_code == 200
    finally:
        go.set()
        first.join(LONG)
        papers.forget()
    assert got == [b"%PDF- made"]
