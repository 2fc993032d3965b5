"""What the register's checks refuse of a record before it is recorded, in the reader's language."""

from forlik.desk.register.asked import Asked
from forlik.register.checks import doubts
from forlik.register.concept import Concept


def refused(asked: Asked, record: Concept) -> list[str]:
    """Everything for which a proposed record is refused."""
    norwegian = asked.language == "nb"
    found = doubts(asked.viewed.dossier, record, asked.day)
    return [one.nb if norwegian else one.en for one in found if one.refuse]
