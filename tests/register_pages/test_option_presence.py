"""Presence on the page of an option: unknown says so with what to do, and what is known stands with its file."""

from optioning import propose

HEAD = '<iati-activities version="2.03" generated-datetime="2024-06-30">'
OURS = "NO-BRC-900000000"
ACTIVITY = f"""<iati-activity default-currency="USD"><iati-identifier>{OURS}-1</iati-identifier>
<reporting-org ref="{OURS}" type="10"><narrative>Fictional giver</narrative></reporting-org>
<title><narrative>Fictional wells</narrative></title><activity-status code="2"/>
<activity-date type="2" iso-date="2022-03-01"/><recipient-country code="SD"/><sector vocabulary="1" code="15220"/>
<transaction><transaction-type code="3"/><transaction-date iso-date="2023-05-01"/>
<value value-date="2023-05-01">1234</value>
<receiver-org><narrative>Fictional helpers</narrative></receiver-org></transaction></iati-activity>"""


def section(learning, option, query=""):
    page = learning.text("demo-guardian", f"/register/decide/{option}{query}")
    return page.partition('<section aria-labelledby="presence">')[2].partition("</section>")[0]


def test_without_files_it_is_unknown_and_says_what_to_do(learning):
    told = section(learning, propose(learning))
    assert "Unknown: no IATI file was known on this day." in told
    assert "forlik import iati DIR" in told
    assert "<table" not in told


def test_a_place_that_no_file_can_name_is_unknown_too(learning):
    told = section(learning, "fiction-option-facilitate")
    assert "Unknown: IATI files know no such place." in told


def test_a_home_that_is_no_country_is_said_and_breaks_no_page(learning, monkeypatch):
    monkeypatch.setenv("FORLIK_HOME_ACTOR", "Atlantis")
    told = section(learning, propose(learning))
    assert "Unknown: the setting home_actor says “Atlantis”, which is no country." in told
    assert "<table" not in told


def test_what_is_known_stands_with_amount_unit_and_file(learning, tmp_path):
    from forlik.core.settings import home
    from forlik.discover import source
    from forlik.store.intake import take_in

    path = tmp_path / "a.xml"
    path.write_text(f"{HEAD}{ACTIVITY}</iati-activities>")
    done, errors = take_in(home(), source("iati"), [path])
    assert errors == []
    told = section(learning, propose(learning))
    assert "Norway has a part in 1 activity that is running." in told
    assert "Fictional wells" in told
    assert "Fictional helpers" in told
    assert "1\u202f234" in told or "1 234" in told or "1,234" in told
    assert "paid out, 2023, stated in USD" in told
    assert done[0].snapshot.sha256[:12] in told
    assert "when its reference begins with NO- or XM-DAC-8, the state&#x27;s" in told.replace("'", "&#x27;")
    assert "Of 1 among the others the reference tells no country, or there is none" in told
    other = section(learning, propose(learning, option="MLI/peace/facilitate/2027"))
    assert "whether there is one is unknown" in other
