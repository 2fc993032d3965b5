"""How what a page shows is taken along: tables as files, sources as citations, each with its kind of content."""

from django.utils.translation import gettext_lazy as _

from forlik.core.citation import PROV

FILES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
}
"""How the name of a file ends → its kind of content."""
CITATIONS = {
    "bib": ("bibtex", "application/x-bibtex; charset=utf-8"),
    "ris": ("ris", "application/x-research-info-systems; charset=utf-8"),
    "json": ("csl-json", "application/vnd.citationstyles.csl+json"),
    "txt": ("text", "text/plain; charset=utf-8"),
    "prov.json": (PROV, "application/prov+json"),
}
"""How the name of a citation ends → its form, and its kind of content."""
FILE_NAMES = {"csv": "CSV", "xlsx": "Excel", "parquet": "Parquet", "json": "JSON"}
CITATION_NAMES = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON", "txt": _("Text"), "prov.json": "PROV-JSON"}
"""What readers call them."""
