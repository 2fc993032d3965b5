"""An edition: what the folder of a public copy says, opened for all that is made from it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from forlik.core.errors import NoData
from forlik.published import Copy, Public, read
from forlik.published.package import DESCRIPTOR, LICENCES
from forlik.register.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports to IATI, as the standard names an organisation.

    Args:
        ref: Its identifier; empty where none is stated.
        type: Its type, by the standard's code list; empty where none is stated.
    """

    ref: str = ""
    type: str = ""


@dataclass(frozen=True)
class Edition:
    """A public copy and the description of its files.

    Args:
        copy: The records.
        about: The descriptor of the Data Package, as it stands in the folder.
        reporter: Who reports to IATI.
    """

    copy: Copy
    about: Mapping[str, Any]
    reporter: Reporter = Reporter()

    @cached_property
    def dossier(self) -> Dossier:
        """The records, as known on the day of the copy."""
        return self.copy.dossier(self.copy.day)

    @cached_property
    def records(self) -> Mapping[str, Public]:
        """Id → the record as it was published."""
        return {one.id: one for one in self.copy.records}

    @property
    def licence(self) -> tuple[str, str]:
        """Title and address of the terms."""
        return LICENCES[self.copy.licence]

    @property
    def base(self) -> str:
        """The address at which the folder can be read, ending in a stroke; empty where none is stated."""
        return f"{self.copy.address.rstrip('/')}/" if self.copy.address else ""

    @property
    def name(self) -> str:
        """The edition as an identifier that is the same wherever it is read."""
        return f"urn:sha256:{self.copy.edition}"


def opened(folder: Path, reporter: Reporter = Reporter()) -> Edition:
    """The edition in a folder.

    Args:
        folder: The folder of a public copy.
        reporter: Who reports to IATI.

    Raises:
        NoData: Nothing was published there.
        BadInput: What lies there is damaged.
    """
    copy = read(folder)
    if copy is None:
        raise NoData(f"no public copy lies in {folder}", remedy="run `forlik publish` first")
    return Edition(copy, json.loads((folder / DESCRIPTOR).read_bytes()), reporter)
