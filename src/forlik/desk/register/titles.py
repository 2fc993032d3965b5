"""What a record is called where no title was given to it: its kind, and when."""

from forlik.desk.register.forms.names import concept_called
from forlik.desk.register.option_titles import title_as_option
from forlik.desk.register.words import word
from forlik.desk.writing import stated
from forlik.register.called import called
from forlik.register.concept import Concept

WHEN = ("happened", "made_on", "signed", "since", "start")
"""Fields that tell when, the first that is said."""


def title_of(record: Concept, language: str) -> str:
    """What a record is called: an option by what it is, else its own title, else its kind and day."""
    own = title_as_option(record, language) or called(record)
    if own:
        return own
    kind = word(type(record).KINDS, getattr(record, "kind", None), language) if type(record).KINDS else ""
    when = next((str(said) for name in WHEN if (said := getattr(record, name, None))), "")
    parts = (kind or concept_called(type(record).__name__.lower()), stated(when) if when else "")
    return ", ".join(part for part in parts if part)
