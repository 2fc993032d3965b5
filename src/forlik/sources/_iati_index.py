"""The index of the IATI Bulk Data Service: every registered dataset, and where its last good copy is."""

import json
import re
from collections.abc import Sequence
from typing import Any

from forlik.core.errors import BadInput
from forlik.core.source import Address, Listed

INDEX = "https://bulk-data.iatistandard.org/datasets-minimal"
NAMES = ("cached_dataset_xml_url", "cached_dataset_url_xml")
"""Under which the address of the copy stands; the service has used both."""
PLAIN = re.compile(r"[\w.-]{1,120}", re.ASCII)


def listed(content: bytes) -> Sequence[Listed]:
    """The datasets of which the service has a copy.

    Raises:
        BadInput: It is not laid out as the index is.
    """
    try:
        datasets = json.loads(content)["datasets"]
        found = [_one(one) for one in datasets]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise BadInput(
            f"the index is not laid out as it was: {type(error).__name__}: {str(error)[:100]}",
            file=INDEX.rpartition("/")[2],
            remedy="get files from https://iatiregistry.org and run `forlik import iati DIR`",
        ) from error
    return tuple(one for one in found if one)


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
