"""Our own checks, beside the official ones: what makes figures wrong, or cannot be counted."""

from forlik.iati.check.own.duplicates import Known
from forlik.iati.check.own.table import OWN, OwnCheck, check_own

__all__ = ["OWN", "Known", "OwnCheck", "check_own"]
