"""Two worlds, with and without what is secret: whoever may not see it gets the same forms and refusals in both."""

import pytest
from filling import fields_of, minimum, wrong_of
from learning import NONCE
from worlds import in_both, plain, without_secrets

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


@pytest.fixture
def worlds(django_db_blocker, tmp_path_factory):
    """What each person gets, in both worlds; what is secret in the file of the relief stays in both."""

    def look(learning):
        whom = ("demo-legal", "demo-guardian", "demo-relief", "demo-owner")
        return {who: plain(learning, asked(learning, who)) for who in whom}

    return in_both(look, lambda: without_secrets(_of_relief), django_db_blocker, tmp_path_factory)


def test_forms_are_the_same_bytes_in_both_worlds(worlds):
    whole, bare = worlds
    for who in ("demo-legal", "demo-guardian", "demo-relief"):
        assert whole[who].keys() == bare[who].keys()
        for path in whole[who]:
            assert whole[who][path] == bare[who][path], (who, path)
    assert whole["demo-owner"] != bare["demo-owner"]
