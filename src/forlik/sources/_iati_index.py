"""The index of the IATI Bulk Data Service: every registered dataset, and where its last good copy is."""

import json
import re
from collections.abc import Sequence
from typing import Any

from forlik.core.errors import BadInput
from forlik.core.source import Address, Listed
from forlik.sources._iati_file import plain

INDEX = "https://bulk-data.iatistandard.org/datasets-minimal"
NAMES = ("cached_dataset_xml_url", "cached_dataset_url_xml")
"""Under which the address of the copy stands; the service has used both."""
PLAIN = re.compile(r"[\w.-]{1,120}", re.ASCII)


def listed(content: bytes) -> Sequence[Listed]:
    """The datasets of which the service has a copy; one bad entry is listed without an address, and loses no other.

    Raises:
        BadInput: It is not laid out as the index is: no entry of it can be read.
    """
    found: list[Listed | None] = []
    wrong: list[Exception] = []
    try:
        for number, one in enumerate(json.loads(content)["datasets"], 1):
            try:
                found.append(_one(one))
            except (ValueError, LookupError, TypeError, AttributeError) as error:
                wrong.append(error)
                found.append(_bad(number, one))
        if wrong and not any(one and one.url for one in found):
            raise wrong[0]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise BadInput(
            f"the index is not laid out as it was: {type(error).__name__}: {str(error)[:100]}",
            file=INDEX.rpartition("/")[2],
            remedy="get files from https://iatiregistry.org and run `forlik import iati DIR`",
        ) from error
    return tuple(one for one in found if one)


def _bad(number: int, entry: object) -> Listed:
    """What stands for an entry that cannot be brought: its name as far as it can be shown, and no address."""
    given = entry if isinstance(entry, dict) else {}
    name = plain(str(given.get("short_name") or "")) or "without a name"
    return Listed(str(given.get("reporting_org_short_name") or ""), f"{name} (entry {number})", "", "")


def _one(dataset: dict[str, Any]) -> Listed | None:
    good = dataset["last_known_good_dataset"] or {}
    url = next((good[name] for name in NAMES if good.get(name)), "")
    name, group = dataset["short_name"], dataset["reporting_org_short_name"]
    if not url:
        return None  # registered, but never downloaded by the service: there is nothing to get
    if not PLAIN.fullmatch(name) or not name.strip("."):
        raise ValueError(f"“{name:.60}” is no name of a dataset")
    return Listed(str(group), f"{name}.xml", str(url), str(good.get("hash") or good.get("downloaded") or ""))


ADDRESS = Address("index", INDEX, "datasets-minimal.json", listing=listed)
