"""Who gets the forms: everybody on the staff who sees the file, by the two methods that a form has, and nobody else."""

import pytest
from test_routes import PERSONS, STAFF, answered

from forlik.desk.register.pages.add import page as add
from forlik.desk.register.pages.begin import page as begin
from forlik.desk.register.pages.change import page as change


@pytest.mark.parametrize("page", [add, change, begin])
def test_only_staff_get_a_form_and_only_by_its_methods(learning, page):
    for who in PERSONS:
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"):
            allowed = STAFF if method in ("GET", "HEAD", "POST") else set()
            assert answered(learning, who, page.EXAMPLE, method) == (who in allowed), (who, method)


def test_an_empty_form_changes_nothing(learning):
    from filling import record, revisions

    before = revisions(learning, "fiction-front"), record(learning, "demo-owner", "fiction-front")
    assert answered(learning, "demo-owner", change.EXAMPLE, "POST")
    assert (revisions(learning, "fiction-front"), record(learning, "demo-owner", "fiction-front")) == before
