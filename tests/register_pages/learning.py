"""The made-up engagements in a register, and a way to ask its pages as one of the made-up persons."""

import re
from dataclasses import dataclass

NONCE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@dataclass
class Learning:
    """The register, and its persons by their names in the examples."""

    ids: dict

    def ask(self, who, path, strength="passkey", **form):
        """The response to a person's question, by the page's own view."""
        from django.test import RequestFactory
        from django.urls import resolve

        from forlik.desk.access.people import person
        from forlik.desk.access.person import NOBODY
        from forlik.desk.signin.who import ASKER

        made = RequestFactory()
        request = made.post(path, form) if form else made.get(path)
        setattr(request, ASKER, person(self.ids[who], strength) if who else NOBODY)
        match = resolve(request.path_info)
        return match.func(request, *match.args, **match.kwargs)

    def text(self, who, path, strength="passkey"):
        """The page that a person sees, without what is new in every answer."""
        return NONCE.sub("", self.ask(who, path, strength).content.decode())

    def state(self, who, file):
        """Where a file stands, as a person sees it."""
        from datetime import UTC, datetime

        from forlik.desk.access.people import person
        from forlik.desk.records.viewed import view
        from forlik.register.machines.lifecycle import lifecycle

        now = datetime.now(UTC)
        return lifecycle(view(person(self.ids[who], "passkey"), now, day=now.date()).case(file)).state

    def log(self, verb):
        """Rows of the log of one verb."""
        from forlik.desk.access.log import entries

        return [row for row in entries() if row.verb == verb]


def learning_in():
    from forlik.desk.register.starting import seed_fictional

    return Learning(dict(seed_fictional()))
