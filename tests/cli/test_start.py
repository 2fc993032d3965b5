"""What a command loads before it does anything: every one pays for it."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("code", "heavy"),
    [
        ("from forlik.cli import cli; cli.main(['--help'], standalone_mode=False)", ["pyarrow", "lxml", "django"]),
        (
            "from forlik.discover import sources; sources()",
            ["pandas", "numba", "django", "duckdb", "forlik.iati.check"],
        ),
    ],
    ids=["the help", "the sources"],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(code, heavy):
    told = f"{code}; import sys; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
