"""How functions of the fast reader are compiled, and where what is compiled is kept.

numba looks at the one file that a function stands in before it takes what it compiled earlier; our functions also hold
constants of other files, and go through memory by them. So what is compiled is kept in a folder named by all of them.
"""

import os
import platform
import tempfile
from hashlib import sha256
from pathlib import Path

import numba


def _digest() -> str:
    digest = sha256(f"{numba.__version__} {platform.python_version()} {platform.machine()}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _folder() -> Path:
    """Where compiled code is kept: in the user's cache, or for this process only when that cannot be written."""
    cache = Path(os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "forlik" / f"compiled-{_digest()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="forlik-compiled-"))


numba.config.CACHE_DIR = str(_folder())  # type: ignore[attr-defined]
compiled = numba.njit(nogil=True, cache=True)
"""A function that is compiled when it is first called, and kept."""
inlined = numba.njit(nogil=True, cache=True, forceinline=True)
"""The same, put into the functions that call it: for what is called for every element."""
