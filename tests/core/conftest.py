"""A basis and a manifest to export and cite; property tests are judged by what they find, not by the machine."""

import pytest
from hypothesis import settings

from forlik.core.figure import Basis
from forlik.core.table import Manifest

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def basis() -> Basis:
    """A made-up snapshot's basis."""
    return Basis(
        number=3,
        source="made_up",
        title="Deaths & Displacement: 100% of {All}",
        publisher="Programme and Institute",
        part="all",
        edition="25.1_b",
        known_at="2024-06-30T23:59:59+00:00",
        held_at="2024-07-02T10:00:00+00:00",
        sha256="0123456789abcdef" * 4,
        licence="CC BY 4.0",
        citation="Programme (2024). Deaths, version 25.1.",
        url="https://example.org/a_b?c=1&d=%20#e",
    )


@pytest.fixture
def manifest(basis) -> Manifest:
    """A manifest that stands on it."""
    return Manifest(
        what="deaths",
        as_of="2024-12-31",
        clock="known",
        method=1,
        adopted="2024-01-01",
        unit="people",
        grain="country-year",
        sources=(basis,),
        code="0.1.0",
    )
