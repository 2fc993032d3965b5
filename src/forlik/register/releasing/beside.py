"""Beside: what a public text is held against."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from forlik.register.dossier import Case, Dossier
from forlik.register.releasing.fiction import real
from forlik.register.releasing.sealed import Sealed, sealed_texts


@dataclass(frozen=True)
class Beside:
    """What a public text is held against, the same for all texts of a file.

    Args:
        day: The day on which it would become public.
        public: What the public reads now.
        seen: What whoever releases sees; when everything public is looked through, the public's own view.
        case: The file; none where there is none, and nothing sealed is known.
        held: Persons on whom a lawful hold lies.
        secrets: Names that are as secret as what is sealed.
        marked: Whether made-up records are marked as such wherever they are shown.
    """

    day: date
    public: Dossier
    seen: Dossier
    case: Case | None = None
    held: frozenset[str] = frozenset()
    secrets: tuple[str, ...] = ()
    marked: bool = False

    @cached_property
    def sealed(self) -> tuple[Sealed, ...]:
        """What is sealed in the file."""
        return sealed_texts(self.case, self.public, self.secrets) if self.case else ()

    @cached_property
    def mixed(self) -> bool:
        """Whether a made-up record could be taken for a real one; in a register to learn with none could."""
        return not self.marked and real(self.seen)

    @cached_property
    def release_on(self) -> date | None:
        """The day from which the file may be released."""
        return self.case.engagement.release_on if self.case else None
