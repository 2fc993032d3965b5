"""Two worlds of the made-up engagements, with and without what is secret, and what everybody gets in each."""

import re
from dataclasses import replace

import pytest
from house import filled, let_go, opening, point_at
from learning import learning_in

from forlik.desk.register import starting
from forlik.register.examples.fictional import fictional
from forlik.register.facets import SECRET

DUE = re.compile(r'<p class="note"><span class="mark">\d+</span> <a href="/register/people">.*?</p>')
"""How many things are due for erasure: of whomever they are, the role of data protection is told the number."""


def but_for_what_is_due(page):
    """A page without the number that the role of data protection alone is told."""
    return DUE.sub("", page)


def without_secrets(kept=lambda filed: False):  # noqa: ARG005 - of nothing
    """The examples as if nothing secret had ever been in them, but in what is kept whole."""
    fiction = fictional()
    bare = (
        one
        if kept(one)
        else replace(one, bodies={facet: body for facet, body in one.bodies.items() if facet is not SECRET})
        for one in fiction.filed
    )
    return replace(fiction, filed=tuple(one for one in bare if one.bodies))


def in_both(look, without, blocker, folders):
    """What a look at the register finds, in the world with secrets and in the one without."""
    found = []
    with pytest.MonkeyPatch.context() as patch, blocker.unblock():
        for given in (fictional, without):
            patch.setattr(starting, "fictional", given)
            home = folders.mktemp("world")
            point_at(home, "", patch)
            # What has no name of its own is another world each time.
            name = " ".join(f"{one.__module__}.{one.__qualname__}" for one in (learning_in, given))
            found.append(look(learning_in() if "<" in name else filled(home, learning_in, name)))
            let_go()
            opening.forget()
    return found


def plain(learning, pages, *, due=False):
    """Pages with the random ids of persons and compartments made the same; without the number due, unless asked for."""
    from forlik.desk.access.models import Compartment
    from forlik.desk.access.people import compartment_name

    ids = learning.ids | {compartment_name(one.pk): one.pk for one in Compartment.objects.all()}
    for name, id_ in ids.items():
        pages = {key: text.replace(id_, name) for key, text in pages.items()}
    return pages if due else {key: but_for_what_is_due(text) for key, text in pages.items()}
