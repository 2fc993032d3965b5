"""Why a facet is above public: kept in the open where its bodies are, sealed where they are sealed."""

import json
from datetime import date

from forlik.core.errors import UsageError
from forlik.desk.access.sealing import seal, unseal
from forlik.desk.records.change import Grounds
from forlik.desk.records.models import Facet


def shut_grounds(facet: Facet, grounds: Grounds | None, key: bytes | None) -> None:
    """Put the grounds into a facet that is about to be saved; the ones before are gone.

    Raises:
        UsageError: Reason or legal basis is empty.
    """
    if grounds is None:
        facet.grounds = facet.sealed_grounds = facet.review_on = None
        return
    if not grounds.reason.strip() or not grounds.legal_basis.strip():
        raise UsageError("a grade needs a reason and a legal basis", remedy="state both")
    text = json.dumps([grounds.reason, grounds.legal_basis], ensure_ascii=False)
    facet.review_on = grounds.review_on
    facet.grounds = text if key is None else None
    facet.sealed_grounds = None if key is None else seal(key, text.encode(), _place(facet))


def grounds_of(facet: Facet, key: bytes | None) -> Grounds | None:
    """The grounds of a facet; none where it is public."""
    if facet.review_on is None:
        return None
    text = facet.grounds if key is None else unseal(key, bytes(facet.sealed_grounds), _place(facet)).decode()
    reason, legal_basis = json.loads(text)
    on = facet.review_on
    return Grounds(reason, legal_basis, on if isinstance(on, date) else date.fromisoformat(on))


def _place(facet: Facet) -> str:
    return f"facet {facet.id} grounds"
