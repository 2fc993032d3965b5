"""Made-up tables of agreements and of years of fighting, in the form of their publishers' files."""

import csv
import io
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "sources" / "fixtures"
ROWS = {
    # number: title, stage and class, place, conflict, third parties
    1: ("Ceasefire by the river", "Cea", "Ceas", "SSD", "309", "For IGAD: A Person"),
    2: ("Extension of the ceasefire", "Cea", "Rel", "SSD", "309", ""),
    3: ("Ceasefire far away", "Cea", "Ceas", "PHL", "308", "Norway"),
    4: ("Constitution <b>of</b> the valley", "SubComp", "FrCons", "PHL", "", ""),
}


def pax():
    """A made-up file of PA-X's form."""
    [head, *_] = list(csv.reader(io.StringIO((FIXTURES / "pax.csv").read_text(encoding="utf-8-sig"))))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, head, restval="", lineterminator="\n")
    writer.writeheader()
    for number, (title, stage, sub, place, conflict, third) in ROWS.items():
        writer.writerow(
            {
                "Con": "Made up", "Contp": "Government", "PP": "1", "PPName": "Made-up process", "Reg": "Americas",
                "AgtId": number, "Ver": "1", "Agt": title, "Dat": f"0{number}/03/2010", "Agtp": "Intra",
                "Interim": "No", "Status": "Multiparty signed/agreed", "Stage": stage, "StageSub": sub,
                "Loc1ISO": place, "UcdpCon": conflict, "ThrdPart": third, "year": "2010",
                "PAX_Hyperlink": f"https://example.org/{number}",
            }
        )  # fmt: skip
    return stream.getvalue()


def conflicts():
    """A made-up file of UCDP's form: the conflict by the river goes on for a year, the other one has ended."""
    rows = list(csv.DictReader(io.StringIO((FIXTURES / "ucdp_acd.csv").read_text(encoding="utf-8"))))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    place = {"309": "625", "308": "840"}
    for number, year in (("309", 2009), ("309", 2010), ("309", 2011), ("308", 2010), ("308", 2014)):
        writer.writerow(
            rows[0] | {"conflict_id": number, "year": year, "gwno_loc": place[number], "gwno_a": place[number]}
        )
    return stream.getvalue()
