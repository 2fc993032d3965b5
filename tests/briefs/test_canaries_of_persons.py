"""A word of its own in every field of the made-up register: no person's briefs hold one above the person's labels."""

from datetime import UTC, datetime
from functools import cache

import pytest
from birds import heard, sown
from every_kind import PERSONS, briefs

from forlik.briefs.proven import proven
from forlik.briefs.writing import FORMS, written

STRENGTHS = [(who, "passkey") for who in PERSONS] + [(who, "second factor") for who in ("demo-owner", "demo-deputy")]


@pytest.fixture
def birds(encrypted, monkeypatch):
    return sown(monkeypatch)


def may_hear(found, held):
    """The words that a holder of labels may read, by the label under which each stands now or stood."""
    from forlik.desk.access.labels import STAFF
    from forlik.desk.records.models import Facet

    labels = {}
    for one in Facet.objects.all():
        labels.setdefault((one.record, one.name), set()).add(one.label)
    may = set()
    for word, (record, facet, _, _) in found.where.items():
        # Persons and compartments are of the house; a compartment's name is told to whoever holds a label of it.
        under = {STAFF} if facet in {"person", "compartment"} else labels.get((record, facet), set())
        if under & held:
            may.add(word)
    return may


def test_no_persons_brief_holds_a_word_above_the_labels_that_the_person_holds(birds):
    from forlik.desk.access.labels import labels
    from forlik.desk.access.people import person
    from forlik.desk.access.person import NOBODY

    told, sung = [], {}

    @cache
    def made(document, form):
        """The bytes of a brief, and the words in them; several persons get the same one."""
        content = proven(document).encode() if form == "prov" else written(document, form)
        return len(content), frozenset(one for some in heard(birds, {form: content}).values() for one in some)

    for who, strength in STRENGTHS:
        asker = person(birds.learning.ids[who], strength) if who else NOBODY
        may = may_hear(birds, labels(asker, datetime.now(UTC)))
        documents = briefs(birds.learning, who, strength)
        files = {f"{name}.{form}": made(one, form) for name, one in documents.items() for form in (*FORMS, "prov")}
        said = {name: words for name, (_, words) in files.items()}
        above = {name: {one for one in some if one[0] not in may} for name, some in said.items()}
        above = {name: some for name, some in above.items() if some}
        words = {one[0] for some in said.values() for one in some}
        sung[who, strength] = words
        size = sum(length for length, _ in files.values())
        told.append(
            f"{who or 'nobody'} ({strength}): {len(documents)} briefs, {len(files)} files, {size:,} bytes; "
            f"may read {len(may)} of {len(birds.where)} words, reads {len(words)}, {len(above)} hits above"
        )
        assert above == {}, (who, strength)
    print("\n" + "\n".join(told) + f"\n{made.cache_info().misses} files differ from each other")
    assert sung["", "passkey"] == set()
    secret = {word for word, (_, facet, _, _) in birds.where.items() if facet == "secret"}
    assert len(sung["demo-owner", "passkey"] & secret) > 10, "the owner's briefs tell what the owner may read"
    assert len(sung["demo-legal", "passkey"]) > 50
    assert not sung["demo-legal", "passkey"] & secret
