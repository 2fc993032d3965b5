"""Where the activities of an IATI file take place: points, and the administrative areas that they lie in."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.schema import Column, Schema
from forlik.sources._iati_file import Dataset
from forlik.sources._iati_tables import DATASET, money, of_standing, row_keys, shaped

LOCATIONS = Schema(
    grain="one location of one activity, with the administrative area that it lies in or is",
    key=("dataset", "activity_no", "ordinal"),
    columns={
        "dataset": DATASET,
        "activity_key": Column("text", "the activity, as in iati__activities", required=True),
        "activity_no": Column("int", "number of the activity in the file, from 0", required=True),
        "ordinal": Column("int", "which of the activity's locations, from 1", required=True),
        "name": Column("text", "its first name; descriptions, which may hold addresses, are left out"),
        "admin_vocabulary": Column("text", "IATI code (GeographicVocabulary): A1 GAUL, A3 GADM, G1 Geonames …"),
        "admin_level": Column("int", "level of the area: 1 the largest within a country; empty when none is stated"),
        "admin_code": Column("text", "the area as stated; empty: none is"),
        "percentage": Column("decimal", "the activity's money that goes to it, in percent, as stated (1.0x only)"),
        "latitude": Column("real", "degrees north"),
        "longitude": Column("real", "degrees east"),
        "exactness": Column("text", "IATI code (GeographicExactness): 1 exact, 2 approximate"),
        "feature": Column("text", "code of the kind of place (LocationType), such as ADM1 or PPL"),
    },
)
COUNTRY_LEVEL = 0
"""The level of a whole country: no area within one."""
REGION = "1"
"""IATI's class of a location that is itself an administrative region (GeographicLocationClass)."""
LEVEL = r"^\s*(?P<level>[0-9]{1,2})\s*$"
NUMBER = r"[+-]?[0-9]{1,3}(?:\.[0-9]*)?"
POINT = rf"^\s*(?P<latitude>{NUMBER})[\s,]+(?P<longitude>{NUMBER})\s*$"
ALONE = rf"^\s*(?P<degrees>{NUMBER})\s*$"
FURTHEST = {"latitude": 90.0, "longitude": 180.0}
EARTH = "4326"
"""The one system of coordinates that the standard knows (EPSG:4326), latitude first."""
Area = tuple[str | None, int | None, str]


def locations(whose: Dataset, silver: Mapping[str, pa.Table], stand: pa.Table) -> pa.Table:
    """The locations of the activities that stand.

    Of several areas that a location lies in one is kept: that of level 1, else of the largest level below, else one
    without level, of equals the first stated. A location that is said to be a region itself, and states no other area,
    is the area.

    Args:
        whose: The dataset.
        silver: The reader's tables.
        stand: The activities that stand.
    """
    rows = of_standing(silver["location"], stand)
    found = _areas(rows, silver)
    areas = [found.get(key) for key in row_keys(rows).to_pylist()]
    as_is = ("activity_key", "activity_no", "ordinal", "name")
    columns: dict[str, Any] = {name: rows[name] for name in as_is} | {
        "dataset": whose.part,
        "percentage": money(rows["percentage"]),
        "exactness": rows["exactness_code"],
        "feature": pc.coalesce(rows["feature_designation_code"], rows["location_type_1x"]),
    }
    for at, name in enumerate(("admin_vocabulary", "admin_level", "admin_code")):
        columns[name] = [one[at] if one else None for one in areas]
    return shaped(LOCATIONS, columns | _point(rows), rows.num_rows)


def _areas(rows: pa.Table, silver: Mapping[str, pa.Table]) -> dict[int, Area]:
    """Key of a location → the area that it lies in or is."""
    found: dict[int, Area] = {}
    every = silver["location_administrative"]
    levels = pc.struct_field(pc.extract_regex(every["level"].cast(pa.string()), LEVEL), "level")
    columns = (every[name].to_pylist() for name in ("vocabulary", "code", "adm1_1x", "adm2_1x"))
    owners = row_keys(every, "parent_ordinal").to_pylist()
    for key, level, vocabulary, code, one, two in zip(owners, levels.to_pylist(), *columns, strict=True):
        stated: Sequence[tuple[str | None, str | None]] = ((level, code), ("1", one), ("2", two))
        for depth, named in stated:
            if named and named.strip():
                area = (vocabulary or None, None if depth is None else int(depth), named.strip())
                if key not in found or _turn(area) < _turn(found[key]):
                    found[key] = area
    regions = rows.filter(pc.fill_null(pc.equal(rows["class_code"], REGION), False))
    themselves = set(row_keys(regions).to_pylist()) - set(found)
    ids = silver["location_id"]
    stated_ids = (row_keys(ids, "parent_ordinal").to_pylist(), ids["vocabulary"].to_pylist(), ids["code"].to_pylist())
    for key, vocabulary, code in zip(*stated_ids, strict=True):
        if key in themselves and code and code.strip():
            found.setdefault(key, (vocabulary or None, None, code.strip()))
    return found


def _turn(area: Area) -> tuple[int, int]:
    """Level 1 first, then those below it, then one without a level; the country comes last."""
    _, level, _ = area
    return (1, 0) if level is None else (2, 0) if level == COUNTRY_LEVEL else (0, level)


def _point(rows: pa.Table) -> dict[str, pa.ChunkedArray]:
    """Latitude and longitude, where both can be read and can be on the earth."""
    system = pc.fill_null(pc.utf8_rtrim_whitespace(rows["srs_name"]), "")
    known = pc.or_(pc.equal(system, ""), pc.ends_with(system, EARTH))
    both = pc.extract_regex(rows["position"], POINT)
    degrees = {}
    for name, most in FURTHEST.items():
        now = pc.if_else(known, pc.struct_field(both, name), pa.scalar(None, pa.string()))
        before = pc.struct_field(pc.extract_regex(rows[f"{name}_1x"], ALONE), "degrees")
        value = pc.coalesce(now, before).cast(pa.float64())
        degrees[name] = pc.if_else(pc.less_equal(pc.abs(value), most), value, pa.scalar(None, pa.float64()))
    there = pc.and_(*(one.is_valid() for one in degrees.values()))
    return {name: pc.if_else(there, one, pa.scalar(None, pa.float64())) for name, one in degrees.items()}
