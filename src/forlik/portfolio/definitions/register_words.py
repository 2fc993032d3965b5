"""The register's words for pillars, as money has them: it says rights where purpose codes say rights and democracy."""

SAME = {"rights": "rights_democracy", "": "no_pillar"}


def pillar_of_register(word: str) -> str:
    """The pillar of money that a pillar of the register is.

    Args:
        word: The register's word; empty for what is in no pillar.
    """
    return SAME.get(word, word)
