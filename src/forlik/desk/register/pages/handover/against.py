"""What stands against a hand-over as it was written, beside what the guards lack."""

from django.utils.translation import gettext as _t

from forlik.desk.records.files import takers
from forlik.desk.register.asked import Asked
from forlik.desk.register.doubted import refused
from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.pages.handover.written import Written, uncovered
from forlik.register.concepts import Act
from forlik.register.dossier import Case
from forlik.register.facets import SECRET
from forlik.register.placing import place


def against(asked: Asked, case: Case, written: Written, act: Act) -> list[str]:
    """Everything at once, in the reader's language."""
    found = refused(asked, act)
    if not act.evidence:
        found.append(_t("Say by what the hand-over is known."))
    able = {one.id: one for one in takers(case.engagement.id, asked.viewed.person, asked.viewed.now)}
    if act.new_owner and not (act.new_owner in able and able[act.new_owner].able):
        found.append(_t("Who takes over does not hold every label of this file: a guardian lets them in first."))
    choices = Choices(asked, case)
    known = {"", *(label for label, _name in choices.sealing)}
    if written.label not in known or (not written.label and SECRET in place(act)):
        found.append(_t("The contacts are sealed: choose for whom."))
    elif hidden := uncovered(asked, written):
        names = ", ".join(choices.named(one) or "–" for one in hidden)
        text = _t("These are sealed for others than the list is: {names}. Leave them out, or seal it for those.")
        found.append(text.format(names=names))
    return found
