"""Publishing: a site and open formats of the register, made from its public copy alone.

Nothing here reads the register, its database or its keys: what is sealed cannot be published because it is not there.
"""

from forlik.publish.comparing import Difference, compared
from forlik.publish.edition import Edition, Reporter, opened
from forlik.publish.laying import NAME, halfway, laying, settle
from forlik.publish.shrinking import Fewer, much
from forlik.publish.site import built

__all__ = [
    "NAME",
    "Difference",
    "Edition",
    "Fewer",
    "Reporter",
    "built",
    "compared",
    "halfway",
    "laying",
    "much",
    "opened",
    "settle",
]
