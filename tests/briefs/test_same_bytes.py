"""The same inputs give the same bytes, in whichever process a brief is written."""

import hashlib
import subprocess
import sys
from pathlib import Path

from register_briefs import every_brief, seen

from forlik.briefs.writing import FORMS, written

HERE = Path(__file__).parent
ANOTHER = """
import sys
sys.path[:0] = [sys.argv[1]]
from test_same_bytes import digests
print("\\n".join(digests()))
"""


def digests():
    """One line a brief and form."""
    made = every_brief(seen("1", "2:talks", "2:relief"))
    return [
        f"{name}.{form} {hashlib.sha256(written(one, form)).hexdigest()}"
        for name, one in sorted(made.items())
        for form in FORMS
    ]


def test_two_other_processes_write_the_bytes_that_this_one_does(home, monkeypatch):
    here = digests()
    assert len(here) == 8 * len(FORMS)
    for seed in ("1", "4711"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        ran = subprocess.run([sys.executable, "-c", ANOTHER, str(HERE)], capture_output=True, text=True, check=True)
        assert ran.stdout.split("\n")[:-1] == here, seed
