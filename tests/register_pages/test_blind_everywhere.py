"""A coder does not come upon another's code of an item before giving his own, on whichever page he looks."""

import io
import re
import zipfile
from datetime import timedelta

from learning import NONCE
from optioning import enter, take_back, viewed
from test_routes import examples
from worlds import in_both, plain

from forlik.core.days import today
from forlik.core.errors import ForlikError
from forlik.register.examples.fictional import fictional

FIRST, SECOND, THIRD = "demo-owner", "demo-deputy", "demo-guardian"
OPTION, RECORD = "Fictional: Estovia/peace/facilitate/2024..2027", "fiction-option-facilitate"
CODE, SEEN, SCORE = "code-of-the-first", "Fictional: a kestrel over the bridge", 4
ITEM = {"option": OPTION, "issue": "un_mandate"}
PATHS = {
    "searched": "/register/search?q=kestrel",
    "all that is due": "/register/due?whose=all&days=3650",
    "an earlier day": f"/register/decide/{RECORD}?as_of=",
    "the option with own interest": f"/register/decide/{RECORD}?own=1",
    "options": "/register/decide/options",
    "the place": "/register/place/Fictional:%20Estovia",
    "the decision": f"/register/decide/{RECORD}/decision",
    "the code to change": f"/register/{RECORD}/change/{CODE}",
    "the code alone": f"/register/{CODE}",
    "its history": f"/register/{RECORD}/history",
    "its documents": f"/register/{RECORD}/attachments/{CODE}",
    "its grade": f"/register/fiction-talks/grade?of={CODE}",
    "its release": f"/register/fiction-talks/release?of={CODE}",
    "the screen as a table": "/register/decide/file/csv?question=need-top-20",
    "its citation": "/register/decide/file/bib?question=need-top-20",
    "export as JSON": "/register/export?as=json",
    "export as CSV": "/register/export?as=csv",
    "export with documents": "/register/export?as=attachments",
    "the option's export": f"/register/{RECORD}/export?as=json",
}
STAMP = re.compile(r"\d\d:\d\d(:\d\d)?(\.\d+)?")


def text_of(answer):
    """What an answer says; of a packed file, what is in it."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(f"{name}\n{packed.read(name).decode(errors='replace')}" for name in packed.namelist())


def looked(learning, who):
    """Every route of the register, and the ways to one option and one code, as somebody gets them."""
    found = {}
    for name, path in {**examples(), **PATHS}.items():
        try:
            found[name] = text_of(learning.ask(who, path))
        except ForlikError as error:
            found[name] = f"{type(error).__name__}: {error}"
    return {name: STAMP.sub("", NONCE.sub("", text)) for name, text in plain(learning, found).items()}


def words(text):
    return sorted(re.findall(r"\w+", text))


def coded_by(learning, who, **said):
    return enter(learning, who, RECORD, "opportunity", **{**ITEM, "score": SCORE, "finding": SEEN, **said})


def test_on_no_route_does_a_coder_see_what_another_gave_before_giving_his_own(django_db_blocker, tmp_path_factory):
    there = iter([True, False])

    def look(learning):
        if next(there):
            coded_by(learning, FIRST, id_=CODE)
        return {who: looked(learning, who) for who in (SECOND, THIRD, "demo-legal")}

    whole, bare = in_both(look, fictional, django_db_blocker, tmp_path_factory)
    for who, pages in whole.items():
        for name, text in pages.items():
            assert SEEN not in text, (who, name)
            assert "kestrel" not in text.replace("q=kestrel", "").replace('"kestrel"', ""), (who, name)
        # In any order: that of coders beside each other is that of random ids.
        assert [name for name, text in pages.items() if words(text) != words(bare[who][name])] == [], who
    # What each could look at, and is compared: most of it is more than a refusal.
    assert sum("Error" not in text[:20] for text in whole[SECOND].values()) > len(PATHS)


def test_the_same_routes_show_it_to_whoever_gave_it_and_to_whoever_has_coded(learning):
    coded_by(learning, FIRST, id_=CODE)
    coded_by(learning, SECOND, score=1, finding="Fictional: no bird")
    for who in (FIRST, SECOND, THIRD):
        found = {name for name, text in looked(learning, who).items() if SEEN in text}
        assert {"register-option", "searched", "export as JSON", "export as CSV"} <= found, who


def test_a_code_that_was_withdrawn_tells_nothing_either(learning):
    coded_by(learning, FIRST, id_=CODE)
    take_back(learning, FIRST, CODE)
    seen, own = viewed(learning, THIRD), viewed(learning, FIRST)
    assert CODE not in own.dossier
    assert len([row for row in own.revisions(RECORD, [CODE]) if row.record == CODE]) > 1
    assert not [row for row in seen.revisions(RECORD, [CODE]) if row.record == CODE]
    for path in ("/register/export?as=json", "/register/export?as=csv"):
        assert SEEN not in text_of(learning.ask(THIRD, path))
        assert SEEN in text_of(learning.ask(FIRST, path))


def test_who_has_coded_since_sees_what_was_known_on_an_earlier_day(learning):
    yesterday = today() - timedelta(days=1)
    coded_by(learning, FIRST, id_=CODE, ago=3)
    for day in (None, yesterday):
        assert CODE not in viewed(learning, SECOND, day=day).dossier
        assert CODE in viewed(learning, FIRST, day=day).dossier
    coded_by(learning, SECOND, score=1)
    # As secrecy is: judged today, and what was known, then.
    for who in (SECOND, THIRD):
        assert CODE in viewed(learning, who, day=yesterday).dossier
