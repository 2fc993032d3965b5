"""What a file's amounts are converted by: the rates that were known when it came out."""

from datetime import date
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from forlik.iati.flows import Rates
from forlik.sources._ecb_history import packaged


@lru_cache(maxsize=1024)
def rates_until(day: str) -> Rates:
    """The European Central Bank's monthly means, of days up to one: what came later was not known with the file.

    Args:
        day: ``YYYY-MM-DD``; all rates when empty.
    """
    every = _every()
    if not day:
        return every
    last = date.fromisoformat(day)
    month = day[:7]
    daily = packaged()
    begun = daily.filter(
        pc.and_(
            pc.greater_equal(daily["day"], pa.scalar(last.replace(day=1))), pc.less_equal(daily["day"], pa.scalar(last))
        )
    )
    before = {key: rate for key, rate in every.months.items() if key[1] < month}
    return Rates(before | dict(Rates.of(begun).months))


@lru_cache(maxsize=1)
def _every() -> Rates:
    return Rates.of(packaged())
