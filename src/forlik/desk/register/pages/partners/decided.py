"""Recording what a person decided of a pair: in the actor's own facets, and nowhere that is less secret."""

from forlik.desk.register.asked import Asked
from forlik.desk.register.cases import absent
from forlik.desk.register.forms.draft import Draft, numbers
from forlik.desk.register.forms.judged import Judged
from forlik.desk.register.forms.kept import spots, spread
from forlik.desk.register.forms.recorded import record
from forlik.portfolio.partners import Candidate
from forlik.portfolio.partners.joining import linked_key
from forlik.register.concepts import Actor
from forlik.register.evidence import Link
from forlik.register.facets import SECRET

SAME, ANOTHER = "same", "another"
VERDICTS = (SAME, ANOTHER)
ISSUER = "iati"
SURE = "high"


def decide(asked: Asked, one: Candidate, *, same: bool) -> None:
    """Record that an actor is a partner, or that it is not.

    Args:
        asked: The question of whoever decides.
        one: The pair.
        same: Whether they are the same.

    Raises:
        NoData: There is no such actor, or none that may be seen.
        ForlikError: It cannot be recorded by this person.
    """
    before = asked.viewed.dossier.get(Actor, one.actor.id)
    if before is None:
        raise absent()
    said = Link(issuer=ISSUER, id=one.key, confidence=SURE, reviewed_by=asked.viewed.person.id)
    # What somebody wrote down of the same identifier is what was looked at now.
    kept = tuple(link for link in before.links if link.issuer != ISSUER or linked_key(link.id) != one.key)
    after = (
        before.model_copy(update={"links": (*kept, said)})
        if same
        else before.model_copy(update={"links": kept, "not_same": (*before.not_same, said)})
    )
    changed = [name for name in ("links", "not_same") if getattr(after, name) != getattr(before, name)]
    now = spots(asked.viewed.latest(before.id))
    sealed = sorted(spot.label for spot in now if spot.facet is SECRET)
    draft = Draft(
        asked, None, "actor", before.id, {}, numbers(asked, before.id), now, sealed=sealed[0] if sealed else ""
    )
    record(draft, Judged(after, bodies=spread(draft.keeping, after, changed, {})), before.id)
