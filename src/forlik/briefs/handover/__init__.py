"""The hand-over pack: everything open in the engagements of one owner, for whoever takes them over."""

from forlik.briefs.handover.pack import handover_pack

__all__ = ["handover_pack"]
