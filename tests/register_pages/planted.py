"""The made-up register with a word of its own, found nowhere else, in everything of it that is not for everybody."""

import re
from dataclasses import dataclass, field, replace

from forlik.register.concepts import CONCEPTS
from forlik.register.examples.fictional import fictional
from forlik.register.facets import OPEN, facet_of, fields
from forlik.register.placing import together

BIRD = re.compile(r"kanari[a-p]{4}x|771\d{8}")
LETTERS = "abcdefghijklmnop"
CODED = frozenset({"issue", "option", "figure", "screen", "manifest", "question", "rule", "on"})
"""Fields whose words are read by rules: another word there would be another record."""
RELEASED = ("fiction-talks", "fiction-signing")
"""Records of which a public text is made from what is open of them: that is what is published."""


@dataclass
class Planted:
    """Words, and where each was put.

    Args:
        where: Word → record, facet, path of fields, and the file in which it stands.
        fiction: The made-up engagements with them.
    """

    where: dict = field(default_factory=dict)
    fiction: object = None
    count: int = 0

    def word(self, *place):
        """The word of a place; a new one for a place that has none."""
        for known, at in self.where.items():
            if at == place:
                return known
        self.count += 1
        n, signs = self.count, ""
        for _ in range(4):
            signs, n = LETTERS[n % 16] + signs, n // 16
        made = f"kanari{signs}x" if place[2].rpartition(".")[2] != "amount" else f"{77_100_000_000 + self.count}"
        self.where[made] = place
        return made

    def heard(self, text):
        """The words of all that stand in a text."""
        return {one for one in BIRD.findall(text) if one in self.where}


def planted(known=None):
    """The made-up engagements with canaries.

    Args:
        known: The words of another planting, so that the same places have the same words.
    """
    found = known or Planted()
    fiction = fictional()
    found.fiction = replace(fiction, filed=tuple(_with(found, one) for one in fiction.filed))
    return found


def _with(found, one):
    concept = type(one.record).__name__.lower()
    bodies = {facet: dict(body) for facet, body in one.bodies.items()}
    for facet in sorted(bodies):
        if facet is OPEN and one.record.id in RELEASED:
            continue
        for path, value in list(_leaves(bodies[facet])):
            if path[-1] == "amount":
                mark = found.word(one.record.id, facet.word, ".".join(map(str, path)), one.file)
                assert _tried(concept, one.record.id, bodies, facet, path, mark)
            if path[-1] in CODED or " " not in value:
                continue
            mark = found.word(one.record.id, facet.word, ".".join(map(str, path)), one.file)
            if not _tried(concept, one.record.id, bodies, facet, path, _marked(value, mark)):
                found.where.pop(mark)
        for name in _absent(concept, bodies, facet):
            mark = found.word(one.record.id, facet.word, name, one.file)
            for value in (f"Fictional {mark} word", (f"Fictional {mark} word",), {"nb": f"Fictional {mark} word"}):
                if _tried(concept, one.record.id, bodies, facet, (name,), value):
                    break
            else:
                del found.where[mark]
    return replace(one, bodies=bodies)


def _marked(value, mark):
    """Words with one more behind the first, or behind the first of JSON: what is cut off at its end hides none."""
    begins = r'(^[^\[{]\S*|"Fictional) '
    return re.sub(begins, rf"\1 {mark} ", value, count=1)


def _absent(concept, bodies, facet):
    """Fields of words that may stand in a facet, are no less secret than it, and of which nothing is said."""
    kind = CONCEPTS[concept]
    said = {name for body in bodies.values() for name in body}
    if facet is OPEN:
        return ()
    return [name for name in fields(kind) if facet_of(kind, name) == facet and name not in said | CODED]


def _leaves(value, path=()):
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _leaves(one, (*path, name))
    elif isinstance(value, list | tuple):
        for number, one in enumerate(value):
            yield from _leaves(one, (*path, number))


def _tried(concept, record, bodies, facet, path, value):
    """Say something else in a body, if the record may say it."""
    if isinstance(value, str) and not BIRD.search(value):
        return False
    changed = {**bodies, facet: _set(bodies[facet], path, value)}
    try:
        together(concept, record, changed)
    except Exception:  # noqa: BLE001 - whatever the concept has against it
        return False
    bodies[facet] = changed[facet]
    return True


def _set(body, path, value):
    if not path:
        return value
    head, *rest = path
    if isinstance(body, dict):
        return {**body, head: _set(body.get(head), rest, value)}
    return [*body[:head], _set(body[head], rest, value), *body[head + 1 :]]
