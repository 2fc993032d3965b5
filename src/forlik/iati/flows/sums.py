"""Adding amounts up without a sum ever running over its digits unseen."""

import pyarrow as pa

from forlik.core.errors import BadInput
from forlik.iati.flows.beside import MONEY
from forlik.iati.flows.millionths import whole

_WIDE = pa.decimal256(76, 6)


def addable(amounts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Amounts as they are added: wider where one of them is so large that a sum could run over, which Arrow hides."""
    return amounts.cast(_WIDE) if any(whole(chunk).large for chunk in amounts.chunks) else amounts


def partial(sums: pa.ChunkedArray) -> pa.ChunkedArray:
    """Sums of such amounts as they are kept until others are added to them; what runs over is told at the end."""
    return sums.cast(_WIDE)


def added(sums: pa.ChunkedArray) -> pa.ChunkedArray:
    """Sums of such amounts.

    Raises:
        BadInput: One has more than 32 digits before the point.
    """
    try:
        return sums.cast(MONEY)
    except pa.ArrowInvalid as error:
        raise BadInput(
            "amounts add up to more than 32 digits before the point",
            file="flows",
            field="amount",
            remedy="find the impossible amount, for instance by activity, and leave it out",
        ) from error
