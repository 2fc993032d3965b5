"""A brief of a day on which nothing of a country was known is written, and whoever asked is told what helps."""

import pytest
from click.testing import CliRunner

from forlik.cli import cli


@pytest.mark.usefixtures("home")
def test_where_nothing_was_known_that_is_said_beside_the_answer(tmp_path):
    words = ["brief", "country", "COL", "-o", str(tmp_path / "x.md"), "--as-of"]
    early, late = (CliRunner().invoke(cli, [*words, day]) for day in ("2020-01-01", "2026-11-28"))
    assert early.exit_code == late.exit_code == 0
    assert "0 notes" in early.stdout
    assert "nothing in this store was known of it on 2020-01-01" in early.stderr
    assert "--mode reconstructed" in early.stderr
    assert "nothing in this store" not in late.stderr


@pytest.mark.usefixtures("home")
def test_the_line_that_says_what_was_written_quotes_the_paper_in_its_own_language(tmp_path):
    words = ["brief", "country", "SSD", "--language", "nb", "--as-of", "2026-11-28", "-o", str(tmp_path / "x.md")]
    assert "“Sør-Sudan”, as known on 2026-11-28, marked “Offentlig”" in CliRunner().invoke(cli, words).stdout
