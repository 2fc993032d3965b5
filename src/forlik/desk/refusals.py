"""What the register refuses, in the reader's language: its doors say it in English, once, and know no language."""

import re

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_noop as _n

from forlik.core.errors import ForlikError
from forlik.desk.writing import stated

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
        _n("a document is taken back, and brought back, by whoever attached it or who answers for the file"),
        _n("ask one of them"),
        _n("what is public is changed by those who answer for the file"),
        _n("what was opened in an emergency is for reading and adding, and changes nothing that is there"),
        _n("this cannot be kept so in this file"),
        _n("keep it in a file of its own"),
        _n("an archive package is recorded by the page that makes it"),
        _n("make it there"),
        _n("an archive package is recorded as it was made, and stays so"),
        _n("make a new archive package"),
        _n("a step is taken on its own page"),
        _n("there everything that it lacks is named"),
        _n("a decision is taken on the page of its option"),
        _n("what is judged of an option stands in the file of that option"),
        _n("record it on the option's own page"),
        _n("what is judged of an option is dated by the day of recording"),
        _n("date it today"),
        _n("this takes who answers for the option, and holds every label of its file"),
        _n("ask who answers for the option"),
        _n("what was thought then is not rewritten"),
        _n("record a new one, or withdraw this one as a mistake"),
        _n("what somebody else has judged is not yours to take back"),
        _n("ask whoever judged it, or who answers for the option"),
        _n("what was taken back is not expected again afterwards"),
        _n("record a new expectation"),
        _n("what was expected is taken back only on the day on which it was made"),
        _n("say on its page that it cannot be judged any more, and why: it stays, and is counted as void"),
        _n("what became of this was said: it is not taken back"),
        _n("say otherwise on its page, and why"),
        _n("a decision rests on this: it is not taken back"),
        _n("withdraw the decision first, if that was the mistake"),
        _n("what somebody else said became of your expectation is not yours to take back"),
        _n("say otherwise on its page, and why: both stay"),
        _n("a decision takes who answers for the option, and holds every label of its file"),
        _n("a step takes who answers for the file, and holds every label of it"),
        _n("somebody else has changed this in the meantime"),
        _n("look at both versions, and record what shall stand"),
        _n("a grade needs a reason and a legal basis"),
        _n("a facet above public needs a reason, a legal basis and a review date"),
        _n("state both"),
        _n("state them"),
        _n("take a higher label"),
        _n("it cannot be known before it is so"),
        _n("a measure tells with a period, a relation and a bound: say all three"),
        _n("a bound belongs to a measure: name it, or leave it to a person"),
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
        _n("ask another guardian: nobody decides what he may see himself"),
        _n("who is let in works here, and has an account that is open"),
        _n("a guardian works here, and has an account that is open"),
        _n("who is to be replaced guards it not, or is who shall guard it"),
        _n("name somebody else"),
        _n("name a guardian"),
        _n("name a day from today on"),
        _n("nobody opens this without a reason"),
        _n("say why it cannot wait"),
        _n("it can be opened for four hours at most"),
        _n("ask somebody who answers for the file and holds its labels"),
        _n("a file is never without an owner"),
        _n("hand it over"),
        _n("nobody is made owner by being written down"),
        _n("hand the file over to whoever is meant"),
        _n("the owner names the deputy"),
        _n("there is no such member of staff"),
        _n("choose another"),
        _n("the owner is no deputy: two are needed"),
        _n("nothing is attached to what is public"),
        _n("attach it to a part that is for the staff"),
        _n("ask who answers for the file"),
        _n("nothing says why the register may tell of this person"),
        _n("state purpose, legal basis and retention"),
        _n("leave out what is not text, number or list"),
        _n("only staff have calendars"),
        _n("sign in"),
        _n("sealed days are let out with a passkey only"),
        _n("sign in with your passkey"),
        _n("you have as many calendars as one may have"),
        _n("end one that you do not use"),
        _n("deputy or approver; a new owner takes the file over"),
        _n("who takes over is who hands over"),
        _n("choose somebody else"),
        _n("open it again when they are over"),
        _n("this cannot be opened so"),
        _n("sign in with a passkey"),
        _n("there is no such notice"),
        _n("the record has such a facet under that label"),
        _n("join the two by hand first"),
        _n("this cannot be raised so"),
        _n("raise it to a label that you hold and that is higher"),
        _n("staff export what they hold the labels of"),
        _n("only staff tell of persons"),
        _n("purpose and legal basis are needed to tell of a person"),
        _n("it is already stated why the register tells of this person"),
        _n("use a new id"),
        _n("there is no such proposal"),
        _n("a second person decides on this"),
        _n("who proposed this may no longer propose it"),
        _n("propose it anew"),
        _n("this is not yours to propose"),
        _n("a record stays of the concept it was begun as"),
        _n("begin a new record"),
        _n("a file is archived by who answers for it, and holds every label of it"),
        _n("write it in figures, as 2019"),
        _n("a debrief is filed by who answers for the file, and holds every label of it"),
        _n("a file is handed over by who answers for it, and holds every label of it"),
        _n("who looked is told to the owner, who holds every label of the file"),
        _n("names are told to whoever holds the role of data protection"),
        _n("a release is proposed by who answers for the file"),
        _n("a public text of this record waits already"),
        _n("let it be approved or refused first"),
        _n("what is public is changed by a release, which takes two people"),
        _n("record it for the staff, and propose its release"),
        _n("a judgement is recorded by whoever makes it"),
        _n("put your own name, or let its author record it"),
        _n("a check is cleared by whoever says so, in person"),
        _n("put your own name, or leave it uncleared until the other has looked at it"),
        # What the concepts themselves refuse, on the forms that are made from them.
        _n("a provisional step names who approved it"),
        _n("a process is no track of itself"),
        _n("a promise hangs on one thing: a day, a kind of act, or another promise"),
        _n("a promise falls due after something or on a condition: say which"),
        _n("a promise does not hang on itself"),
        _n("a promise does not hang on the act by which it is kept"),
        _n("an actor has no role in itself"),
        _n("its owner and its deputy are the same person: two are needed"),
        # What is asked of the screen of places.
        _n("so much is being reckoned just now that this has to wait"),
        _n("ask again in a moment; nothing of what you sent was recorded"),
        _n("the weights are all on what nothing is known of"),
        _n("weigh another dimension"),
        _n("all weights are 0, so nothing counts"),
        _n("give one of them more than 0"),
        _n("give a number from 0 to 10"),
        _n("open one of its places"),
    }
)
"""What is said in fixed words."""

FORMS = (
    (r"“(?P<text>.*)” is not a day: write 2024, 2024-06 or 2024-06-30",
     _n("“{text}” is not a day: write 30.6.2024, 2024-06 or 2024")),
    (r"“(?P<text>.*)” is before (?P<year>\d+): check its year", _n("“{text}” is before {year}: check its year")),
    (r"“(?P<text>.*)” is not a day: check its month and day", _n("“{text}” is not a day: check its month and day")),
    (r"“(?P<text>.*)” is not a day: leave out what is not known",
     _n("“{text}” is not a day: leave out what is not known")),
    (r"“(?P<text>.*)” is no word of (?P<name>\w+): take one of (?P<words>.*)",
     _n("“{text}” is no word of {name}: take one of {words}")),
    (r"“(?P<text>.*)” is no answer here: take one of (?P<words>.*)",
     _n("“{text}” is no answer here: take one of {words}")),
    (r"(?P<score>\S+) is not on its scale: give 0 to (?P<most>\d+)",
     _n("{score} is not on its scale: give 0 to {most}")),
    (r"it ends \((?P<until>\S+)\) before it begins \((?P<since>\S+)\)",
     _n("it ends ({until}) before it begins ({since})")),
    (r"it ends \((?P<until>\S+)\) before it starts \((?P<since>\S+)\)",
     _n("it ends ({until}) before it starts ({since})")),
    (r"it is so since a day \((?P<since>\S+)\) after it was judged \((?P<until>\S+)\)",
     _n("it is so since a day ({since}) after it was judged ({until})")),
    (r"it is made again \((?P<until>\S+)\) before it is made \((?P<since>\S+)\)",
     _n("it is made again ({until}) before it is made ({since})")),
    (r"(?P<women>\d+) women among (?P<people>\d+) persons", _n("{women} women among {people} persons")),
    (r"(?P<offset>-?\d+) (?P<unit>\w+): a promise of more than a hundred years is a slip of the pen",
     _n("a promise of more than a hundred years is a slip of the pen")),
    (r"there is no question “(?P<text>.*)”", _n("there is no question “{text}”")),
    (r"choose one of (?P<words>.*)", _n("choose one of {words}")),
    (r"the question “(?P<name>[\w-]+)” has no dimension “(?P<text>.*)”",
     _n("the question “{name}” has no dimension “{text}”")),
    (r"weigh one of (?P<words>.*)", _n("weigh one of {words}")),
    (r"“(?P<text>.*)” is no weight", _n("“{text}” is no weight")),
    (r"this question does not ask about (?P<place>.*)", _n("this question does not ask about {place}")),
    (r"(?P<day>\S+) lies in the future", _n("{day} lies in the future")),
    (r"(?P<until>\d\S+) is over", _n("{until} is over")),
    (r"“(?P<text>.*)” is not a day", _n("“{text}” is not a day")),
    (r"“(?P<text>.*)” is no number of days ahead", _n("“{text}” is no number of days ahead")),
    (r"(?P<size>[\d,]+) bytes are too much for one revision", _n("{size} bytes are too much for one revision")),
    (r"keep it under (?P<most>[\d,]+) bytes", _n("keep it under {most} bytes")),
    (r"a field cannot be recorded: (?P<why>.*)", _n("a field cannot be recorded: {why}")),
    (r"nobody is made (?P<role>\w+)", _n("nobody is made {role}")),
    (r"there is no facet “(?P<facet>.*)”", _n("there is no facet “{facet}”")),
    (r"“(?P<text>.*)” is no year", _n("“{text}” is no year")),
    (r"there is no page “(?P<text>.*)”", _n("there is no page “{text}”")),
    (r"ask for one from 1 to (?P<last>\d+)", _n("ask for one from 1 to {last}")),
    (r"“(?P<text>.*)” is no (?P<name>\w+)", _n("“{text}” is no {name}")),
    (r"(?P<first>\d+) to (?P<last>\d+)", _n("{first} to {last}")),
    (r"(?P<ask>ask whoever .*); a lawful hold is lifted first", _n("{ask}; a lawful hold is lifted first")),
    (r"the (?P<facet>\w+) facet cannot be under label (?P<label>\S+)",
     _n("the {facet} facet cannot be under label {label}")),
)  # fmt: skip
"""How what is said in other words each time is written → how it is said; the first that fits counts."""
DAYS = ("since", "until")
"""Parts that are days, written as the reader writes them."""


def said(text: str) -> str:
    """A refusal, or what helps, in the reader's language; one that is not known here stays as it is."""
    if text in SAID:
        return str(_t(text))
    for form, message in FORMS:
        found = re.fullmatch(form, text, flags=re.DOTALL)
        if found:
            return str(_t(message)).format(**{name: _part(name, part) for name, part in found.groupdict().items()})
    return text


def known(text: str) -> bool:
    """Whether it is known how a refusal is said in another language."""
    return text in SAID or any(re.fullmatch(form, text, flags=re.DOTALL) for form, _ in FORMS)


def _part(name: str, text: str) -> str:
    if name not in DAYS:
        return said(text)
    try:
        return stated(text)
    except ValueError:
        return text


def told(error: ForlikError) -> str:
    """An error in one line: what happened, and what helps."""
    return f"{said(error.what)}: {said(error.remedy)}" if error.remedy else said(error.what)
