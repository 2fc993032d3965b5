"""Two worlds, with and without what is secret: whoever may not see it gets the same bytes in both."""

from dataclasses import replace

import pytest

from forlik.desk.register import starting
from forlik.register.examples.fictional import fictional
from forlik.register.facets import SECRET

PATHS = [
    "/register",
    "/register?as_of=2024-02-22",
    "/register?as_of=2026-11-01",
    "/register/fiction-talks",
    "/register/fiction-talks?as_of=2024-03-25",
    "/register/fiction-talks?as_of=2025-03-01",
    "/register/fiction-relief",
    "/register/fiction-talks/act",
]


def without_secrets():
    """The examples as if nothing secret had ever been in them."""
    fiction = fictional()
    open_only = (
        replace(one, bodies={facet: body for facet, body in one.bodies.items() if facet is not SECRET})
        for one in fiction.filed
    )
    return replace(fiction, filed=tuple(one for one in open_only if one.bodies))


def seen(learning, who):
    """Every page that one person sees, with the random ids of persons and compartments made the same."""
    from forlik.desk.access.models import Compartment
    from forlik.desk.access.people import compartment_name

    ids = learning.ids | {compartment_name(one.pk): one.pk for one in Compartment.objects.all()}
    pages = {}
    for path in PATHS:
        text = learning.text(who, path)
        for name, id_ in ids.items():
            text = text.replace(id_, name)
        pages[path] = text
    return pages


@pytest.fixture
def worlds(request, tmp_path_factory):
    """The pages of each person, in both worlds."""
    from house import let_go, opening, point_at
    from learning import learning_in

    found = []
    patch = pytest.MonkeyPatch()
    with request.getfixturevalue("django_db_blocker").unblock():
        for given in (fictional, without_secrets):
            patch.setattr(starting, "fictional", given)
            point_at(tmp_path_factory.mktemp("world"), "", patch)
            learning = learning_in()
            found.append({who: seen(learning, who) for who in learning.ids})
            let_go()
            opening.forget()
    patch.undo()
    return found


def test_a_colleague_sees_the_same_bytes_in_both_worlds(worlds):
    whole, bare = worlds
    for who in ("demo-legal", "demo-guardian"):
        assert whole[who] == bare[who], who


def test_a_member_of_another_compartment_does_too(worlds):
    whole, bare = worlds
    talks = [path for path in PATHS if "relief" not in path]
    assert {path: whole["demo-relief"][path] for path in talks} == {path: bare["demo-relief"][path] for path in talks}


def test_the_worlds_differ_for_whoever_may_see(worlds):
    whole, bare = worlds
    assert whole["demo-owner"] != bare["demo-owner"]
