"""Tables that every list of sanctions makes: its targets, and every name that each is listed under."""

from collections.abc import Iterable, Iterator, Mapping

from forlik.core.schema import Column, Schema
from forlik.places.folding import words


def schemas(source: str, issuer: str) -> Mapping[str, Schema]:
    """Both tables of a list, by their names: whoever asks one list asks every other alike.

    Args:
        source: Name of the source.
        issuer: Whose id a target has, as a phrase: ``OpenSanctions' id``.
    """
    targets = Schema(
        grain="one target of one file",
        key=("target_id",),
        columns={
            "target_id": Column("text", f"{issuer} of the target", required=True),
            "kind": Column("text", "what it is: Person, Organization, Company …", required=True),
            "name": Column("text", "the name it is listed under", required=True),
            "born": Column("text", "dates of birth as listed, several separated by a semicolon"),
            "countries": Column("text", "countries it is connected with, as listed"),
            "measures": Column("text", "the measures against it, in the lists' own words"),
            "programmes": Column("text", "the programmes under which it is listed"),
            "lists": Column("text", "the lists it stands on, several separated by a semicolon", required=True),
            "changed_on": Column("text", "when its entry last changed, as stated"),
        },
    )
    names = Schema(
        grain="one name of one target",
        key=("target_id", "name"),
        columns={
            "target_id": Column("text", f"{issuer} of the target", required=True),
            "name": Column("text", "a name or alias, as the list writes it", required=True),
            "words": Column("text", "its words without case, accents and articles, sorted, each once", required=True),
        },
    )
    return {f"{source}__targets": targets, f"{source}__names": names}


def named(target: str, names: Iterable[str]) -> Iterator[dict[str, str]]:
    """Each name of a target once, with the words that matter; a name of punctuation only is none."""
    for one in dict.fromkeys(names):
        key = " ".join(sorted(set(words(one))))
        if key:
            yield {"target_id": target, "name": one, "words": key}
