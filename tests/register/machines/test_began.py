"""How it began: at whose request, by whose invitation, on our own initiative, or undocumented."""

from good_case import act, ago, case_of, good

from forlik.register.machines.began import began


def file(*more, drop=(), base="suspend", **fields):
    records = {name: one for name, one in good(base).items() if name not in drop}
    records["eng"] = records["eng"].model_copy(update=fields)
    records.update({one.id: one for one in more})
    return began(case_of(records))


def test_the_file_and_the_request_say_who_asked_and_when():
    found = file()
    assert (found.how, found.by, found.since, found.acts) == ("requested", ("gov",), "2026-01-02", ("q1",))
    assert (found.stated, found.differs, found.said) == (True, False, True)


def test_who_asked_in_the_file_and_in_the_act_are_joined():
    found = file(act("q1", "request", "2026-01-02", by=("front",)))
    assert found.by == ("gov", "front")


def test_only_the_act_says_it():
    found = file(began=None, requested_by=())
    assert (found.how, found.by, found.stated, found.differs, found.said) == ("requested", ("gov",), False, False, True)
    found = file(act("q1", "invitation", "2026-01-02", by=("ngo",)), began=None, requested_by=())
    assert (found.how, found.by) == ("invited_by_lead", ("ngo",))


def test_nobody_says_it():
    found = file(drop=("q1",), began=None, requested_by=())
    assert (found.how, found.by, found.since, found.acts, found.said) == (None, (), None, (), False)


def test_undocumented_is_an_answer_and_requested_by_nobody_is_none():
    assert file(drop=("q1",), began="undocumented", requested_by=()).said
    assert not file(drop=("q1",), began="requested", requested_by=()).said


def test_a_request_beside_an_initiative_of_our_own_is_told():
    found = file(began="own_initiative", requested_by=())
    assert (found.how, found.by, found.acts, found.differs) == ("own_initiative", (), ("q1",), True)
    assert not file(drop=("q1",), began="own_initiative", requested_by=()).differs


def test_an_invitation_is_not_who_requested():
    found = file(act("i", "invitation", "2026-01-01", by=("ngo",)))
    assert (found.how, found.by, found.since, found.acts) == ("requested", ("gov",), "2026-01-02", ("i", "q1"))


def test_a_request_that_came_when_it_was_active_is_not_how_it_began():
    late = act("q3", "request", "2026-02-03", by=("front",))
    assert file(late).acts == ("q1",)
    assert file(act("q3", "request", "2026-02-01", by=("front",))).acts == ("q1", "q3")
    assert file(late, base="activate").acts == ("q1", "q3")
    assert file(act("q3", "request", ago(-1).isoformat(), by=("front",)), base="activate").acts == ("q1",)
    assert file(act("q3", "request", "2026-01-03", engagement="eng2", process="proc", by=("ngo",))).acts == ("q1",)
