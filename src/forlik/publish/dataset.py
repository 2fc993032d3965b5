"""The edition as a data set that catalogues find: schema.org as JSON-LD, and DCAT in the same form."""

import json
from collections.abc import Mapping
from typing import Any

from forlik.publish.edition import Edition

TABLE_TYPES = "http://www.iana.org/assignments/media-types/"


def dataset(edition: Edition) -> dict[str, Any]:
    """The edition in the words of schema.org.

    Args:
        edition: The edition.
    """
    copy, about = edition.copy, edition.about
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": edition.name,
        "name": about["title"],
        "description": about["description"],
        **_address(edition, "url", "site/index.html"),
        "identifier": edition.name,
        "version": copy.day.isoformat(),
        "datePublished": copy.day.isoformat(),
        "dateModified": copy.day.isoformat(),
        "license": edition.licence[1],
        "isAccessibleForFree": True,
        "inLanguage": ["en", "nb"],
        "creator": {"@type": "Organization", "name": copy.publisher},
        "publisher": {"@type": "Organization", "name": copy.publisher},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": one["name"],
                "description": one["description"],
                "encodingFormat": one["mediatype"],
                "contentSize": f"{one['bytes']} B",
                "sha256": one["hash"].removeprefix("sha256:"),
                **_address(edition, "contentUrl", one["path"]),
            }
            for one in about["resources"]
        ],
    }


def catalogue(edition: Edition) -> dict[str, Any]:
    """The edition in the words of DCAT 3.

    Args:
        edition: The edition.
    """
    copy, about = edition.copy, edition.about
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": edition.name,
        "@type": "dcat:Dataset",
        "dct:title": about["title"],
        "dct:description": about["description"],
        "dct:identifier": edition.name,
        "dct:issued": {"@value": copy.day.isoformat(), "@type": "xsd:date"},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": copy.publisher},
        "dct:license": {"@id": edition.licence[1]},
        "dcat:version": copy.day.isoformat(),
        "dcat:distribution": [_distribution(edition, one) for one in about["resources"]],
    }


def _distribution(edition: Edition, one: Mapping[str, Any]) -> dict[str, Any]:
    address = f"{edition.base}{one['path']}"
    # The profile of European catalogues asks for an address of access and for the terms of each file by itself.
    place = {f"dcat:{name}": {"@id": address} for name in ("accessURL", "downloadURL")} if edition.base else {}
    return {
        "@type": "dcat:Distribution",
        "dct:title": one["name"],
        "dct:license": {"@id": edition.licence[1]},
        "dcat:mediaType": {"@id": TABLE_TYPES + one["mediatype"]},
        "dcat:byteSize": {"@value": str(one["bytes"]), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": one["hash"].removeprefix("sha256:"),
        },
        **place,
    }


def written(told: Mapping[str, Any]) -> bytes:
    """A description as the bytes of a file."""
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def embedded(told: Mapping[str, Any]) -> str:
    """A description as it may stand in a page: nothing in it can end the element that holds it."""
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _address(edition: Edition, key: str, path: str) -> dict[str, str]:
    return {key: f"{edition.base}{path}"} if edition.base else {}
