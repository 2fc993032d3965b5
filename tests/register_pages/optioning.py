"""An option of one's own in a learning register, and forms about it."""

import html
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

OPTION = "SDN/peace/facilitate/2027"
CITED = "Fictional: a note"


def viewed(learning, who, *, day=None):
    from forlik.desk.access.people import person
    from forlik.desk.records.viewed import view

    now = datetime.now(UTC)
    return view(person(learning.ids[who], "passkey"), now, day=day or now.date())


def enter(learning, who, file, kind, *, id_="", secret="", ago=0, **said):
    """Record a judgement in the file of an option, that many days ago; gives its id. The option begins its own file."""
    from forlik.desk.records.together import record_together
    from forlik.desk.register.writing import changes, new_id
    from forlik.register.concepts import Assessment
    from forlik.register.facets import OPEN, SECRET

    seen = viewed(learning, who)
    at = seen.now - timedelta(days=ago)
    whole = {"made_on": at.date(), "author": learning.ids[who], "evidence": [{"citation": CITED}], **said}
    one = Assessment(id=id_ or new_id(), kind=kind, **whole)
    made = changes(
        replace(seen, now=at), one, file=file or one.id, secret=secret, grounds=("a test", "none"),
        floor=SECRET if secret else OPEN,
    )  # fmt: skip
    record_together(made, seen.person, at)
    return one.id


def propose(learning, who="demo-owner", *, secret="", option=OPTION, ago=0, **said):
    """Put an option forward; gives its id."""
    return enter(
        learning, who, "", "option", secret=secret, option=option, finding="Fictional: sit between", ago=ago, **said
    )


def label(learning, name="talks"):
    """The label of a compartment of the examples, confidential."""
    from forlik.desk.access.models import Compartment
    from forlik.desk.access.people import compartment_name

    [id_] = [one.pk for one in Compartment.objects.all() if name in compartment_name(one.pk)]
    return f"2:{id_}"


def gate_of(learning, who, option=OPTION):
    from forlik.assess.options.gate import gate

    return gate(viewed(learning, who).dossier, option)


def item_of(learning, who, name, option=OPTION):
    [one] = [one for one in gate_of(learning, who, option).items if one.question.item == name]
    return one


def refusals(answer):
    """What a refused form names, at its head."""
    assert answer.status_code == 422, answer.status_code
    head = re.search(r'<div class="refused" role="alert">(.*?)</div>', answer.content.decode(), re.DOTALL)[1]
    return [html.unescape(re.sub(r"<[^>]+>", "", one)) for one in re.findall(r"<li>(.*?)</li>", head, re.DOTALL)]


def take_back(learning, who, record, *, back=False, ago=0, reason="Fictional: a mistake"):
    """Withdraw a record as a mistake at the door, that many days ago, or bring it back."""
    from forlik.desk.records.change import Change
    from forlik.desk.records.rows import history
    from forlik.desk.records.together import record_together

    seen = viewed(learning, who)
    latest = {(row.facet, row.label): row for row in history(seen.held, record)}
    bodies = {
        place: {name: said for name, said in row.body.items() if name != "withdrawn"} for place, row in latest.items()
    }
    made = [
        Change(
            record, row.concept, row.facet, row.label, bodies[place] | ({} if back else {"withdrawn": reason}),
            expected=row.n,
        )
        for place, row in latest.items()
    ]  # fmt: skip
    record_together(made, seen.person, seen.now - timedelta(days=ago))
