"""What a stated version means for the check: which schema there is for it."""

from forlik.iati.check.activity import is_before_2
from forlik.iati.check.broken import Word
from forlik.iati.check.rulesets.values import quoted
from forlik.iati.standard import LATEST


def version_word(version: str | None, *, schema: bool, rules: bool) -> Word | None:
    """What is said of a version; nothing when the file is of the latest, or is not held against what depends on it.

    Args:
        version: As stated; ``None`` when none is.
        schema: Whether files are held against the schema.
        rules: Whether files are held against the ruleset.
    """
    if version == LATEST or not (schema or rules):
        return None
    if version is None:
        return Word(
            "xsd:version",
            f"the file states no version and is held against {LATEST}",
            "state the version on the first element; of a file of 1.0x most findings come from that",
            "note",
        )
    if is_before_2(version):
        return Word(
            "xsd:version",
            f"the file is of version {version}, of which no schema or ruleset is kept: it is not held against one",
            f"publish it as {LATEST}; codes that 1.0x and 2.0x share, and our own checks, are looked at all the same",
            "warning",
        )
    return Word(
        "xsd:version",
        f"the file says it is of version {quoted(version)} and is held against {LATEST}",
        f"nothing, where it is valid so; else publish it as {LATEST}",
        "note",
    )
