"""How a label is called: the grade, and the compartment whose members hold it."""

from django.utils.translation import gettext as _t

from forlik.desk.access.labels import CONFIDENTIAL, grade
from forlik.desk.access.people import compartment_name
from forlik.desk.register.forms.names import KEPT
from forlik.desk.register.frame import GRADES


def label_called(label: str) -> str:
    """What a label is called, for whoever holds it."""
    title = str(GRADES[label[:1]])
    return f"{title}: {compartment_name(label.partition(':')[2])}" if grade(label) >= CONFIDENTIAL else title


def part_called(name: str) -> str:
    """What a part of a record is called."""
    return str(_t(KEPT[name]))
