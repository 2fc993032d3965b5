"""Documents that the activities of an IATI file link: of which kind, in which language, and where they are."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.schema import Column, Schema
from forlik.sources._iati_file import Dataset
from forlik.sources._iati_tables import DATASET, LIST, of_standing, row_keys, shaped

DOCUMENTS = Schema(
    grain="one category of one document that an activity, or a part of a result of it, links",
    key=("dataset", "activity_no", "ordinal", "category_code"),
    columns={
        "dataset": DATASET,
        "activity_key": Column("text", "the activity, as in iati__activities", required=True),
        "activity_no": Column("int", "number of the activity in the file, from 0", required=True),
        "ordinal": Column("int", "which of the activity's links, from 1", required=True),
        "category_code": Column("text", "IATI code (DocumentCategory), such as A07; empty: none is stated"),
        "title": Column("text", "first title; descriptions are left out"),
        "url": Column("text", "its address, of http or https; a link with another one is left out", required=True),
        "format": Column("text", "its kind of file as stated, such as application/pdf"),
        "language": Column("text", "ISO 639-1 codes of its languages as stated, divided by “; ”"),
        "linked_from": Column(
            "text", "what links it: activity, result, indicator, baseline, target or actual", required=True
        ),
        "hierarchy": Column("int", "level among the publisher's activities; 1 when none is stated", required=True),
        "secondary_reporter": Column("flag", "whether somebody else's activity is reported on", required=True),
    },
)
LONGEST = 2_000
"""Signs of an address beyond which it is none that anybody follows."""
ADDRESS = r"(?i)^https?://[\pL\pN][\pL\pN._\-]*(?::[0-9]{1,5})?(?:[/?#][^\pC\p{Zl}\p{Zp}]*)?$"
"""No other scheme, no name or password before the host, no sign that is not seen: what is shown is what is opened."""


def documents(whose: Dataset, silver: Mapping[str, pa.Table], stand: pa.Table) -> tuple[pa.Table, int]:
    """The documents that the activities that stand link.

    Args:
        whose: The dataset.
        silver: The reader's tables.
        stand: The activities that stand.

    Returns:
        The rows, and how many links are left out because nobody should follow their address.
    """
    every = of_standing(silver["document_link"], stand, ("activity_key", "hierarchy", "secondary_reporter"))
    every = every.set_column(every.column_names.index("url"), "url", pc.utf8_trim_whitespace(every["url"]))
    followed = pc.and_(
        pc.match_substring_regex(every["url"], ADDRESS), pc.less_equal(pc.utf8_length(every["url"]), LONGEST)
    )
    links = every.filter(pc.fill_null(followed, False))
    at, codes = _by_category(links, silver["document_category"])
    rows = links.take(at)
    as_is = ("activity_key", "activity_no", "ordinal", "title", "url", "format", "secondary_reporter")
    columns = {name: rows[name] for name in as_is} | {
        "dataset": whose.part,
        "category_code": codes,
        "language": _languages(rows, silver["document_language"]),
        "linked_from": rows["parent"],
        "hierarchy": pc.fill_null(rows["hierarchy"], 1),
    }
    return shaped(DOCUMENTS, columns, rows.num_rows), every.num_rows - links.num_rows


def _by_category(links: pa.Table, category: pa.Table) -> tuple[pa.Array, pa.Array]:
    """Of each link and category of it, each once, the link's row and the code; a link without one has one row too."""
    stated = pa.table(
        {"at": pc.index_in(row_keys(category, "parent_ordinal"), row_keys(links)), "code": _trimmed(category)}
    )
    stated = stated.filter(pc.and_(stated["at"].is_valid(), stated["code"].is_valid()))
    stated = stated.group_by(["at", "code"], use_threads=False).aggregate([])
    places = pa.array(range(links.num_rows), stated["at"].type)
    bare = places.filter(pc.invert(pc.is_in(places, stated["at"].combine_chunks())))
    both = pa.concat_tables([stated, pa.table({"at": bare})], promote_options="default")
    both = both.sort_by([("at", "ascending"), ("code", "ascending")]).combine_chunks()
    return both["at"], both["code"]


def _languages(rows: pa.Table, language: pa.Table) -> list[str | None]:
    found: dict[int, list[str]] = {}
    for key, code in zip(row_keys(language, "parent_ordinal").to_pylist(), _trimmed(language).to_pylist(), strict=True):
        if code and code not in (known := found.setdefault(key, [])):
            known.append(code)
    return [LIST.join(found[key]) if key in found else None for key in row_keys(rows).to_pylist()]


def _trimmed(table: pa.Table) -> pa.ChunkedArray:
    """Codes without the space around them; nothing where nothing is left."""
    codes = pc.utf8_trim_whitespace(table["code"].cast(pa.string()))
    return pc.if_else(pc.equal(codes, ""), pa.scalar(None, pa.string()), codes)
