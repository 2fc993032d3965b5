"""A word of its own in every field that is not for everybody, and none of them in any byte that is published."""

import gzip
import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from birds import heard, sown
from every_byte import texts
from planted import planted
from releases import CITED, files_of, released
from worlds import in_both, without_secrets

from forlik.briefs.writing import FORMS, written
from forlik.register.concepts import CONCEPTS
from forlik.register.facets import SECRET, STAFF, facet_of, fields

NO_WORDS = {
    "engagement": {"owner", "deputy", "mandate", "ends_on", "review_on", "release_on"},
    "plan": {"owner", "review_on"},
    "act": {
        *("present", "commitments", "transition", "provisional_until", "approver", "scope", "review_on", "new_owner"),
        *("confirmed_by", "contacts"),
    },
    "commitment": {"keeper"},
    "assessment": {"author", "restricts", "match", "cleared_by", "expected"},
}
"""Fields that are not for everybody and hold no free words: ids, days, words of vocabularies."""
HALVES = ("2024-1", "2024-2", "2025-1", "2025-2", "2026-1", "2026-2")


@pytest.fixture
def birds(encrypted, monkeypatch):
    return sown(monkeypatch)


def published(learning, folder):
    from forlik.desk.register.publishing import publish

    released(learning, "fiction-talks", **CITED)
    released(learning, "fiction-signing", **CITED, by=[], engagement="fiction-talks")
    publish(folder, datetime.now(UTC), made_up=True, site=True)
    return files_of(folder)


def public_briefs(language="en"):
    """Every brief that whoever has not signed in can get, in every form: name → bytes."""
    from forlik.briefs.country import country_brief
    from forlik.briefs.proven import proven
    from forlik.core.errors import NoData, NotPermitted
    from forlik.desk.access.person import NOBODY
    from forlik.desk.records.viewed import view
    from forlik.desk.register import brief_of
    from forlik.world import world

    seen = view(NOBODY, datetime.now(UTC), day=datetime.now(UTC).date())
    asked = {f"account-{half}": lambda half=half: brief_of.account(seen, half, language=language) for half in HALVES}
    for file in ("fiction-talks", "fiction-relief"):
        asked[f"line-{file}"] = lambda file=file: brief_of.line(seen, file, language=language)
        asked[f"lessons-{file}"] = lambda file=file: brief_of.lessons(seen, file, language=language)
        for full in (False, True):
            asked[f"engagement-{file}-{full}"] = lambda file=file, full=full: brief_of.engagement(
                seen, file, full=full, language=language
            )
    for option in ("fiction-option-facilitate", "fiction-option-fund"):
        asked[f"memo-{option}"] = lambda option=option: brief_of.memo(seen, option, language=language)
    asked["handover"] = lambda: brief_of.handover(seen, language=language)
    asked["country-SDN"] = lambda: country_brief(world(), "SDN", language=language)
    made = {}
    for name, make in asked.items():
        try:
            document = make()
        except (NoData, NotPermitted):
            continue
        assert document.marking == "0", name
        made |= {f"{name}.{form}": written(document, form) for form in FORMS}
        made[f"{name}.prov.json"] = proven(document).encode()
    return made


def test_there_is_a_canary_in_every_field_that_is_not_for_everybody():
    found = planted()
    concepts = {one.record.id: type(one.record).__name__.lower() for one in found.fiction.filed}
    sung = {(concepts[record], path.split(".")[0]) for record, _, path, _ in found.where.values()}
    for concept, kind in CONCEPTS.items():
        closed = {name for name in fields(kind) if facet_of(kind, name) in (STAFF, SECRET)}
        assert closed - {name for one, name in sung if one == concept} == NO_WORDS.get(concept, set()), concept
    facets = {facet for _, facet, _, _ in found.where.values()}
    assert facets == {"open", "staff", "secret"}, "what is open stands under the staff's label until it is released"
    assert {"evidence"} <= {path.split(".")[0] for _, facet, path, _ in found.where.values() if facet == "secret"}
    whole = repr([one.bodies for one in found.fiction.filed])
    assert set(found.where) == found.heard(whole)


def test_no_canary_stands_in_any_published_byte_nor_in_any_public_brief(birds, tmp_path, monkeypatch):
    monkeypatch.setenv("FORLIK_PUBLIC_ORGANISATION", "NO-BRC-999999999")
    monkeypatch.setenv("FORLIK_PUBLIC_ORGANISATION_TYPE", "10")
    files = published(birds.learning, tmp_path / "copy")
    briefs = public_briefs()
    whole = files | briefs
    ids = {*birds.learning.ids.values()}
    size = sum(map(len, whole.values()))
    hits = heard(birds, whole)
    of_people = [name for name, content in whole.items() for one in ids if one.encode() in content or one in name]
    print(
        f"{len(birds.where)} canaries and {len(ids)} ids of persons in {len(files)} published files "
        f"and {len(briefs)} files of public briefs, {size:,} bytes: {len(hits) + len(of_people)} hits"
    )
    assert "Fictional: the Estovia Gazette" in "".join(texts("x", files["site/prov.json"])), "it can see what is public"
    assert {"line-fiction-talks.pdf", "engagement-fiction-talks-True.docx", "account-2024-1.md"} <= set(briefs)
    assert hits == {}
    assert of_people == []


def test_a_canary_that_is_let_out_is_heard_wherever_it_is_hidden(birds):
    import pyarrow as pa
    import pyarrow.parquet as pq
    import pypdf

    bird = next(one for one in birds.where if one.startswith("kanari"))
    parquet, packed, paper = io.BytesIO(), io.BytesIO(), io.BytesIO()
    pq.write_table(pa.table({"a": [bird] * 100}), parquet, compression="zstd")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{bird[:5]}</w:t><w:t>{bird[5:]}</w:t>")
        archive.writestr("inner.gz", gzip.compress(b"nothing"))
    writer = pypdf.PdfWriter()
    writer.add_blank_page(10, 10)
    writer.add_metadata({"/Subject": bird})
    writer.add_attachment("a.txt", b"nothing")
    writer.compress_identical_objects()
    writer.write(paper)
    hidden = {
        "a.parquet": parquet.getvalue(),
        "a.docx": packed.getvalue(),
        "a.gz": gzip.compress(gzip.compress(bird.encode())),
        "a.pdf": paper.getvalue(),
        f"{bird}.html": b"",
        "a.html": f"{bird[:4]}&#x{ord(bird[4]):x};{bird[5:]}".encode(),
        "a.json": json.dumps({"a": bird}).replace("k", "\\u006b").encode(),
    }
    assert set(heard(birds, hidden)) == set(hidden)


def test_with_and_without_what_is_sealed_all_that_is_published_is_the_same(
    django_db_blocker, tmp_path_factory, monkeypatch
):
    monkeypatch.setenv("FORLIK_PUBLIC_ORGANISATION", "NO-BRC-999999999")
    monkeypatch.setenv("FORLIK_PUBLIC_ORGANISATION_TYPE", "10")

    def look(learning):
        files = published(learning, tmp_path_factory.mktemp("copy") / "public")
        return files | public_briefs()

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    assert list(whole) == list(bare)
    assert len([name for name in whole if name.startswith("site/")]) > 20
    assert len(whole) > 100
    assert whole == bare
