"""PA-X: days are day first, places are today's, and free text stays behind."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.pax import SOURCE
from forlik.store.shelf import check

FIXTURES = Path(__file__).parent / "fixtures"


def file(name):
    return RawFile(name, FIXTURES / name)


def saved(folder, content, encoding="utf-8"):
    path = folder / "copy.csv"
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return RawFile("copy.csv", path)


def read(raw):
    reading = SOURCE.read([raw])
    check(SOURCE, reading, raw.name)
    return reading


def test_agreements_and_their_places_are_read():
    raw = file("pax.csv")
    assert SOURCE.part_of(raw) == "agreements"
    reading = read(raw)
    agreements = reading.tables["pax__agreements"].to_pylist()
    assert [str(row["signed_on"]) for row in agreements] == ["1992-11-02", "1999-01-13", "2004-05-20"]
    assert agreements[0]["conflict_ucdp_id"] == 309
    assert "two parties" not in str(agreements)
    places = [
        (row["agreement_pax_id"], row["country_iso3"]) for row in reading.tables["pax__agreement_places"].to_pylist()
    ]
    assert places == [(1, "SSD"), (2, "XKX"), (2, "SRB")]
    assert reading.remarks[0].startswith("1 agreements")


def test_of_the_third_parties_only_bodies_of_the_list_are_taken(tmp_path):
    named = (
        "For IGAD: H.E. Somebody, Special Envoy / Witness: A Person, UNITA / For the Republic of South Sudan / Norway"
    )
    content = (
        (FIXTURES / "pax.csv")
        .read_text(encoding="utf-8-sig")
        .replace('and a line",,,SSD', f'and a line","{named}",,SSD')
    )
    rows = read(saved(tmp_path, content)).tables["pax__agreements"].to_pylist()
    assert [row["third_parties"] for row in rows] == ["IGAD NOR", None, None]
    assert rows[0]["region"] == "x"


def test_days_saved_again_in_another_form_are_refused(tmp_path):
    content = (FIXTURES / "pax.csv").read_text(encoding="utf-8").replace("13/01/1999", "01/13/1999")
    with pytest.raises(BadInput, match="01/13/1999") as caught:
        SOURCE.read([saved(tmp_path, content)])
    assert caught.value.field == "Dat"


def test_the_local_dataset_is_recognised_and_refused_clearly():
    assert SOURCE.part_of(file("pax_local.csv")) == "local"
    with pytest.raises(BadInput, match="PA-X local"):
        SOURCE.read([file("pax_local.csv")])


def test_days_may_be_iso_days_throughout_but_not_here_and_there(tmp_path):
    content = (FIXTURES / "pax.csv").read_text(encoding="utf-8-sig")
    days = {"02/11/1992": "1992-11-02", "13/01/1999": "1999-01-13", "20/05/2004": "2004-05-20"}
    mixed = content.replace("13/01/1999", days["13/01/1999"])
    for written, iso in days.items():
        content = content.replace(written, iso)
    as_iso, as_before = (read(one).tables["pax__agreements"] for one in (saved(tmp_path, content), file("pax.csv")))
    assert as_iso.equals(as_before)
    with pytest.raises(BadInput, match=r"1999-01-13.*DD/MM/YYYY or YYYY-MM-DD") as caught:
        SOURCE.read([saved(tmp_path, mixed)])
    assert caught.value.field == "Dat"
