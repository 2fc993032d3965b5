"""Definitions of pillars: which money counts as relief, rights, development or peace; one YAML file is one of them."""

from forlik.portfolio.definitions.by_code import BESIDE, DONOR_SIDE, NO_PILLAR, PILLARS, pillar_of, pillar_of_one
from forlik.portfolio.definitions.cross_tags import TAGS, tags
from forlik.portfolio.definitions.definition_file import (
    definition,
    definition_names,
    parse_definition,
    read_definition,
)
from forlik.portfolio.definitions.register_words import pillar_of_register
from forlik.portfolio.definitions.said import Definition

__all__ = [
    "BESIDE",
    "DONOR_SIDE",
    "NO_PILLAR",
    "PILLARS",
    "TAGS",
    "Definition",
    "definition",
    "definition_names",
    "parse_definition",
    "pillar_of",
    "pillar_of_one",
    "pillar_of_register",
    "read_definition",
    "tags",
]
