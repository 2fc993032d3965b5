"""Two worlds, with and without what is secret: whoever may not see it gets the same forms and refusals in both."""

import re
from dataclasses import replace

import pytest
from filling import fields_of, minimum, wrong_of
from test_two_worlds import without_secrets as bare_of_all

from forlik.desk.register import starting
from forlik.register.examples.fictional import fictional

ADD = "/register/fiction-talks/add/"
CHANGE = "/register/fiction-talks/change/"
CONCEPTS = ("actor", "role", "act", "text", "commitment", "assessment", "process", "plan")
OTHERS = (
    "fiction-talks",
    "fiction-process",
    "fiction-front",
    "fiction-commander",
    "fiction-role-front",
    "fiction-consent-front",
    "fiction-round-one",
    "fiction-mandate",
    "fiction-boat",
    "fiction-check-front",
)
HIDDEN = ("fiction-clerk", "fiction-request-front", "fiction-bridge", "fiction-side-letter", "fiction-nothing")
NONCE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def without_secrets():
    """The examples as if nothing secret had ever been in them but in the file of the relief."""
    fiction, bare = fictional(), {(one.record.id, one.at): one for one in bare_of_all().filed}
    relief = [one for one in fiction.filed if _of_relief(one)]
    kept = [one if one in relief else bare.get((one.record.id, one.at)) for one in fiction.filed]
    return replace(fiction, filed=tuple(one for one in kept if one))


def _of_relief(one):
    return one.file == "fiction-relief" or "partner" in one.record.id


def asked(learning, who):
    """What one person gets: every form, every form sent back with a slip in it, and every hidden record asked for."""
    from forlik.core.errors import NoData

    found = {}
    for path in [f"{ADD}{one}" for one in CONCEPTS] + [f"{CHANGE}{one}" for one in OTHERS]:
        answer = learning.ask(who, path)
        found[path] = answer.content.decode()
        slip = fields_of(answer) | {"evidence.9.citation": "x", "evidence.9.dated": "no day", "form-told": "x"}
        found[path, "slip"] = learning.ask(who, path, **slip).content.decode()
    for hidden in HIDDEN:
        try:
            found[hidden] = learning.ask(who, f"{CHANGE}{hidden}").content.decode()
        except NoData as error:
            found[hidden] = str(error)
        sent = minimum("role")[0] | {"actor": hidden}
        found[hidden, "named"] = wrong_of(learning.ask(who, f"{ADD}role", **sent))
    return {key: NONCE.sub("", text) for key, text in found.items()}


def plain(learning, pages):
    """The same, with the random ids of persons and compartments made the same."""
    from forlik.desk.access.models import Compartment
    from forlik.desk.access.people import compartment_name

    ids = learning.ids | {compartment_name(one.pk): one.pk for one in Compartment.objects.all()}
    for name, id_ in ids.items():
        pages = {key: text.replace(id_, name) for key, text in pages.items()}
    return pages


@pytest.fixture
def worlds(request, tmp_path_factory):
    """What each person gets, in both worlds."""
    from house import let_go, opening, point_at
    from learning import learning_in

    found = []
    patch = pytest.MonkeyPatch()
    with request.getfixturevalue("django_db_blocker").unblock():
        for given in (fictional, without_secrets):
            patch.setattr(starting, "fictional", given)
            point_at(tmp_path_factory.mktemp("world"), "", patch)
            learning = learning_in()
            whom = ("demo-legal", "demo-guardian", "demo-relief", "demo-owner")
            found.append({who: plain(learning, asked(learning, who)) for who in whom})
            let_go()
            opening.forget()
    patch.undo()
    return found


def test_forms_are_the_same_bytes_in_both_worlds(worlds):
    whole, bare = worlds
    for who in ("demo-legal", "demo-guardian", "demo-relief"):
        assert whole[who].keys() == bare[who].keys()
        for path in whole[who]:
            assert whole[who][path] == bare[who][path], (who, path)
    assert whole["demo-owner"] != bare["demo-owner"]
