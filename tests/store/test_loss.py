"""A version that lost rows is refused: against its own edition by any row, against the one before by half of them."""

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import Reading
from forlik.store.loss import Version, refuse_loss


def offered(rows, edition, *earlier):
    refuse_loss(Reading(tables={}, rows=rows, edition=edition), earlier, "new.csv")


@pytest.mark.parametrize(
    ("rows", "edition", "version"),
    [
        (99, "25.1", Version("25.1", 100)),
        (99, "25.1", Version("25.1", 100, stood=True)),
        (49, "25.1", Version("24.1", 100, stood=True)),
        (49, "", Version("", 100, stood=True)),
    ],
)
def test_lost_rows_are_refused_with_both_numbers(rows, edition, version):
    with pytest.raises(BadInput) as caught:
        offered(rows, edition, version)
    assert f"{rows} rows were read" in caught.value.what
    assert "holds 100" in caught.value.what
    assert "--fewer" in caught.value.remedy
    assert caught.value.file == "new.csv"


@pytest.mark.parametrize(
    ("rows", "edition", "version"),
    [
        (100, "25.1", Version("25.1", 100, stood=True)),
        (50, "25.1", Version("24.1", 100, stood=True)),
        (50, "", Version("", 100, stood=True)),
        (1, "25.1", Version("24.1", 100)),
        (1, "", Version("", 100)),
    ],
)
def test_other_editions_and_longer_versions_are_taken(rows, edition, version):
    offered(rows, edition, version)
    offered(rows, edition)


@pytest.mark.parametrize(
    ("published", "refused"),
    [("", True), ("2025-06-11", True), ("2025-06", True), ("2025", True), ("2025-09-01", False), ("2024", False)],
)
def test_a_file_said_to_be_of_another_day_is_another_publication(published, refused):
    earlier = [Version("25.1", 100, stood=True, published="2025-06-11")]
    reading = Reading(tables={}, rows=99, edition="25.1")
    if refused:
        with pytest.raises(BadInput):
            refuse_loss(reading, earlier, "new.csv", published)
    else:
        refuse_loss(reading, earlier, "new.csv", published)
