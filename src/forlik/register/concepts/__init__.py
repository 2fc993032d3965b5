"""The concepts of the register, one a file."""

from collections.abc import Mapping
from types import MappingProxyType

from forlik.register.concept import Concept
from forlik.register.concepts.act import Act
from forlik.register.concepts.actor import Actor
from forlik.register.concepts.assessment import Assessment
from forlik.register.concepts.commitment import Commitment
from forlik.register.concepts.engagement import Engagement
from forlik.register.concepts.plan import Plan
from forlik.register.concepts.process import Process
from forlik.register.concepts.role import Role
from forlik.register.concepts.text import Text

CONCEPTS: Mapping[str, type[Concept]] = MappingProxyType(
    {one.__name__.lower(): one for one in (Engagement, Plan, Process, Actor, Role, Act, Text, Commitment, Assessment)}
)
"""Name, as rows have it → concept."""

__all__ = [
    "CONCEPTS",
    "Act",
    "Actor",
    "Assessment",
    "Commitment",
    "Engagement",
    "Plan",
    "Process",
    "Role",
    "Text",
]
