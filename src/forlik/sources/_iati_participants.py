"""The organisations that take part in the activities of an IATI file, and in what role."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.schema import Column, Schema
from forlik.sources._iati_file import Dataset
from forlik.sources._iati_tables import DATASET, of_standing, shaped

PARTICIPANTS = Schema(
    grain="one organisation in one role in one activity",
    key=("dataset", "activity_no", "ordinal"),
    columns={
        "dataset": DATASET,
        "activity_key": Column("text", "the activity, as in iati__activities", required=True),
        "activity_no": Column("int", "number of the activity in the file, from 0", required=True),
        "ordinal": Column("int", "which of the activity's participants, from 1", required=True),
        "role_code": Column(
            "text", "IATI code (OrganisationRole): 1 funding, 2 accountable, 3 extending, 4 implementing"
        ),
        "org_ref": Column("text", "identifier of the organisation as stated"),
        "org_name": Column("text", "its first name as stated"),
        "org_type_code": Column("text", "IATI code of its kind (OrganisationType)"),
        "hierarchy": Column("int", "level among the publisher's activities; 1 when none is stated", required=True),
        "secondary_reporter": Column("flag", "whether somebody else's activity is reported on", required=True),
    },
)


def participants(whose: Dataset, silver: Mapping[str, pa.Table], stand: pa.Table) -> pa.Table:
    """The participants of the activities that stand.

    Args:
        whose: The dataset.
        silver: The reader's tables.
        stand: The activities that stand.
    """
    rows = of_standing(silver["participating_org"], stand, ("activity_key", "hierarchy", "secondary_reporter"))
    as_is = (*("activity_key", "activity_no", "ordinal", "org_ref", "org_name", "org_type_code", "secondary_reporter"),)
    columns = {name: rows[name] for name in as_is} | {
        "dataset": whose.part,
        "role_code": rows["org_role_code"],
        "hierarchy": pc.fill_null(rows["hierarchy"], 1),
    }
    return shaped(PARTICIPANTS, columns, rows.num_rows)
