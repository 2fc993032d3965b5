"""The official IATI schemas, code lists and rulesets, as published, each with its licence and checksum."""

from forlik.iati.standard.files import FOLDER
from forlik.iati.standard.lists import Code, Codelist, Codelists, codelists
from forlik.iati.standard.mapped import XML_LANG, Use, mapping
from forlik.iati.standard.rules import Ruleset, ruleset
from forlik.iati.standard.schemas import KINDS, LATEST, Kind, kind_of, schema

__all__ = [
    "FOLDER",
    "KINDS",
    "LATEST",
    "XML_LANG",
    "Code",
    "Codelist",
    "Codelists",
    "Kind",
    "Ruleset",
    "Use",
    "codelists",
    "kind_of",
    "mapping",
    "ruleset",
    "schema",
]
