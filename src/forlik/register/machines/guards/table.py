"""The table of guards: step → what it needs, as the design has it."""

from collections.abc import Mapping
from types import MappingProxyType

from forlik.register.machines.guards.activating import ACTIVATE, CONSENT
from forlik.register.machines.guards.closing import BEGIN_CLOSING, CLOSE, NEW_REQUEST, REASON
from forlik.register.machines.guards.exploring import ASKED_BY, BEGAN, CONTACT_SAFETY, DECISION, DEPUTY, LISTING, OWNER
from forlik.register.machines.guards.guard import Guard
from forlik.register.machines.guards.handing_over import HANDING_OVER
from forlik.register.machines.guards.suspending import REVIEW, SUSPEND

HAND_OVER = "hand_over"
"""The change of owner: no step of the life, but guarded like one."""
GUARDS: Mapping[str, tuple[Guard, ...]] = MappingProxyType(
    {
        "explore": (OWNER, DEPUTY, DECISION, BEGAN, ASKED_BY, *LISTING, CONTACT_SAFETY),
        "activate": ACTIVATE,
        "suspend": SUSPEND,
        "resume": (CONSENT, *LISTING, REVIEW),
        "begin_closing": BEGIN_CLOSING,
        "close": CLOSE,
        "decline": (DECISION, REASON),
        "reopen": (NEW_REQUEST, OWNER, DEPUTY, *LISTING, *ACTIVATE),
        HAND_OVER: HANDING_OVER,
    }
)
"""What has been closed is taken up again like what is taken up for the first time, and on a new request."""
