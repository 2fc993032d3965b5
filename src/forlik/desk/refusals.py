"""What the register refuses, in the reader's language: its doors say it in English, once, and know no language."""

import re

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_noop as _n

from forlik.core.errors import ForlikError

SAID = frozenset(
    {
        _n("There is no page at this address."),
        _n("There is no such record, or none that you may see."),
        _n("look for it in the register"),
        _n("there is no such record"),
        _n("there is no such person"),
        _n("there is no such hold"),
        _n("there is no such calendar"),
        _n("there is no such offer"),
        _n("there is no such duty"),
        _n("there is no such compartment"),
        _n("nothing is recorded in the past"),
        _n("go to today, and record it there"),
        _n("ask for today or earlier"),
        _n("write it as 2024-06-30"),
        _n("this is not yours to do"),
        _n("it takes who answers for the file, and holds every label of it"),
        _n("you may see this, and not change it"),
        _n("what is public is changed by those who answer for the file"),
        _n("a step is taken on its own page"),
        _n("there everything that it lacks is named"),
        _n("a step takes who answers for the file, and holds every label of it"),
        _n("somebody else has changed this in the meantime"),
        _n("look at both versions, and record what shall stand"),
        _n("a grade needs a reason and a legal basis"),
        _n("a facet above public needs a reason, a legal basis and a review date"),
        _n("state both"),
        _n("state them"),
        _n("take a higher label"),
        _n("it cannot be known before it is so"),
        _n("record it on the day"),
        _n("this person was erased from the register"),
        _n("what must be told of the person again is a new record"),
        _n("the person was erased"),
        _n("this cannot be erased"),
        _n("this is not yours to hold"),
        _n("this is not yours to lift"),
        _n("this is not yours to export"),
        _n("this is not yours to see"),
        _n("a hold needs a reason"),
        _n("name the law or the case"),
        _n("ask whoever holds the role of data protection"),
        _n("names are told for cause only"),
        _n("this file cannot be taken over"),
        _n("a guardian lets you into its compartments first"),
        _n("who offered this may no longer offer it"),
        _n("offer it anew"),
        _n("ask a guardian of the compartment"),
        _n("nobody opens this without a reason"),
        _n("say why it cannot wait"),
        _n("it can be opened for four hours at most"),
        _n("ask somebody who answers for the file and holds its labels"),
    }
)
"""What is said in fixed words."""

FORMS = (
    (r"(?P<day>\S+) lies in the future", _n("{day} lies in the future")),
    (r"“(?P<text>.*)” is not a day", _n("“{text}” is not a day")),
    (r"“(?P<text>.*)” is no number of days ahead", _n("“{text}” is no number of days ahead")),
    (r"(?P<first>\d+) to (?P<last>\d+)", _n("{first} to {last}")),
    (r"(?P<ask>ask whoever .*); a lawful hold is lifted first", _n("{ask}; a lawful hold is lifted first")),
    (r"the (?P<facet>\w+) facet cannot be under label (?P<label>\S+)",
     _n("the {facet} facet cannot be under label {label}")),
)  # fmt: skip


def said(text: str) -> str:
    """A refusal, or what helps, in the reader's language; one that is not known here stays as it is."""
    if text in SAID:
        return str(_t(text))
    for form, message in FORMS:
        found = re.fullmatch(form, text, flags=re.DOTALL)
        if found:
            return str(_t(message)).format(**{name: said(part) for name, part in found.groupdict().items()})
    return text


def told(error: ForlikError) -> str:
    """An error in one line: what happened, and what helps."""
    return f"{said(error.what)}: {said(error.remedy)}" if error.remedy else said(error.what)
