"""A refused file of a private source is named to nobody, also not to who is signed in at the register."""

from test_routes import examples

from forlik.core.errors import ForlikError
from forlik.core.settings import home
from forlik.discover import source
from forlik.store.intake import take_in

CANARY, NUMBER = "Ottoline Quillfeather", "01019012345"
HEADS = "Agreement number;Agreement title;Agreement partner;Recipient country;Year;Disbursed (1000 NOK)"


def looked(learning, who):
    """Every route of the register, and the public pages of data, as somebody gets them."""
    found = ""
    for path in (*examples().values(), "/", "/data", "/data.json", "/source/grants", "/donor", "/portfolio"):
        try:
            answer = learning.ask(who, path)
        except ForlikError as error:
            found += str(error)
            continue
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found += content.decode(errors="replace")
    return found


def test_no_page_names_it_to_who_is_signed_in(learning, tmp_path):
    for name, cell in {f"{CANARY}.csv": NUMBER + ".1,2", "list.csv": "5"}.items():
        (tmp_path / name).write_text(f"{HEADS}\nQZA-1;{CANARY};{CANARY};Colombia;2023;{cell}\n", encoding="utf-8")
        take_in(home(), source("grants"), [tmp_path / name])
    for who in ("demo-owner", "demo-guardian"):
        text = looked(learning, who)
        assert "Aid" in text
        assert CANARY not in text
        assert NUMBER not in text
