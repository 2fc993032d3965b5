"""A register with canaries in it: in its records, and in the names of its persons, compartments and documents."""

import sys
from pathlib import Path

from every_byte import plainly, texts
from filling import secret_of
from learning import learning_in
from planted import planted

sys.path.insert(0, str(Path(__file__).parent.parent / "register" / "documents"))

from made import GOOD


def sown(patch):
    """The canaries, with the register that holds them as ``learning``; another one is that of this process no longer.

    Args:
        patch: Puts other examples into the place of the made-up ones.
    """
    from forlik.desk.register import starting

    found = planted()
    names = {}
    for name, (title, some, clearance) in starting.DEMO.items():
        names[name] = (f"{title} {found.word(name, 'person', 'name', '')}", some, clearance)
    patch.setattr(starting, "DEMO", names)
    patch.setattr(starting, "fictional", lambda: found.fiction)
    make = starting.found_compartment

    def founded(name, *others):
        return make(f"{name} {found.word(name, 'compartment', 'name', '')}", *others)

    patch.setattr(starting, "found_compartment", founded)
    found.learning = learning_in()
    _attach(found)
    return found


def _attach(found):
    """A document for the staff and a sealed one, each with a word in its name and in itself."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    talks = secret_of(found.learning)
    for to, spot in (("fiction-activate", "staff 1"), ("fiction-request-front", f"secret {talks}")):
        word, inside = (
            found.word(to, spot.split()[0], f"document.{part}", "fiction-talks") for part in ("name", "text")
        )
        file = SimpleUploadedFile(f"{word}.txt", GOOD["txt"] + inside.encode(), content_type="text/plain")
        page = "/register/fiction-talks/attachments/add"
        assert found.learning.ask("demo-owner", page, to=to, spot=spot, file=file).status_code == 303


def heard(found, files):
    """File → the words that it holds."""
    said = {}
    for name, content in files.items():
        for text in texts(name, content):
            for one in found.heard(text) | found.heard(plainly(text)):
                said.setdefault(name, set()).add((one, *found.where[one]))
    return said
