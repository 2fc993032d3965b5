"""The register's search, in memory: the first search of a dossier, the next ones, and one after a record changed.

    python bench/register_search.py [--engagements 500] [--acts 50000] [--promises 20000]

The reference is looking for the same text in every body, one after the other, without ranking or folding anything.
"""

import json
import random
import sys
import time
from dataclasses import replace

from _table import options, show

from forlik.register.dossier import dossier, renewed
from forlik.register.rows import Row
from forlik.register.search.finding import find
from register import DAY, best, made

WORDS = 5_000
SAID = 60
"""Words in the vocabulary of what is made up, and words of each act."""


def wordy(rows: list[Row]) -> tuple[list[Row], list[str]]:
    """The rows, with something said in each act; and the words it is said in."""
    chance = random.Random(1)  # noqa: S311 - words, no secret
    letters = "abcdefghijklmnop"
    words = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(WORDS)]
    return [
        replace(row, body={**row.body, "said": " ".join(chance.choices(words, k=SAID))})
        if row.concept == "act"
        else row
        for row in rows
    ], words


def main() -> None:
    """Make the rows, measure, print."""
    wanted = options(sys.argv[1:], engagements=500, acts=50_000, promises=20_000)
    rows, words = wordy(made(wanted["engagements"], wanted["acts"], wanted["promises"]))
    seen = dossier(rows, DAY)
    bodies = [json.dumps(dict(row.body)) for row in rows]
    plain = best(lambda: [one for one in bodies if words[7] in one])
    began = time.perf_counter()
    find(seen, "made")
    first = (time.perf_counter() - began) * 1000
    after = renewed(seen, {"a5": []})
    figures = [
        ("the first search, which makes the index", first),
        ("a word of every record", best(lambda: find(seen, "made"))),
        ("a word of some hundred records", best(lambda: find(seen, words[7]))),
        ("two words", best(lambda: find(seen, f"{words[7]} {words[8]}"))),
        ("the last page of all", best(lambda: find(seen, "made", start=len(seen.facets) - 20))),
        ("a word that stands nowhere", best(lambda: find(seen, "zyxwv"))),
        ("a word of every record, after one changed", best(lambda: find(after, "made"))),
        ("the same text in every body, unranked", plain),
    ]
    show(
        f"{len(seen.facets):,} records",
        ("what", "ms", "÷ unranked"),
        [(name, took, took / plain) for name, took in figures],
    )


if __name__ == "__main__":
    main()
