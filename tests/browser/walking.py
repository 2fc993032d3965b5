"""Walking about in the register: every page that is found, a few of each kind, and every form on them sent once."""

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Error

ELSEWHERE = ("/account", "/language", "/static")
FILL = """(form) => {
  const words = 'Fictional: Northern Front';
  for (const one of form.elements) {
    if (one.disabled || one.readOnly || ['hidden', 'submit', 'button', 'file'].includes(one.type)) continue;
    if (one.type === 'checkbox') one.checked = true;
    else if (one.type === 'radio') {
      if (one.name && !form.querySelector(`[name="${one.name}"]:checked`)) one.checked = true;
    }
    else if (one.tagName === 'SELECT') { if (!one.value) one.selectedIndex = one.options.length - 1; }
    else if (one.value) continue;
    else if (one.type === 'date') one.value = '2026-01-15';
    else if (one.type === 'number') one.value = '3';
    else if (['text', 'search', ''].includes(one.type) || one.tagName === 'TEXTAREA') one.value = words;
  }
}"""
SEND = """(form) => {
  form.noValidate = true;
  form.requestSubmit(form.querySelector('button:not([type=button]), [type=submit]') || undefined);
}"""
PATIENCE = 20_000


@dataclass
class Walk:
    """What was walked.

    Args:
        address: Of the desk.
        most: How many pages of one kind are looked at.
        pages: Kind of page → how often it was asked for.
        shown: Kind of page → how often it was shown.
        forms: How many forms were sent.
        downloads: How many files were offered.
        requests: Every address that the browser asked for.
    """

    address: str
    most: int
    pages: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    downloads: int = 0
    requests: list[str] = field(default_factory=list)

    def go(self, page: Any, starts: list[str]) -> None:
        """Walk from some addresses on, as whoever this page is signed in as."""
        page.context.on("request", lambda one: self.requests.append(one.url))
        page.on("download", self._offered)
        page.on("dialog", lambda one: one.accept())
        seen, kinds, sent = set(), Counter(), set()
        ahead = deque(starts)
        while ahead:
            path = ahead.popleft()
            kind = self._kind(path)
            if path in seen or not kind or (path not in starts and kinds[kind] >= self.most):
                continue
            seen.add(path)
            kinds[kind] += 1
            if not self._shown(page, path, kind):
                continue
            ahead += self._links(page)
            for number, action in enumerate(self._forms(page)):
                if action not in sent:
                    sent.add(action)
                    self._send(page, path, kind, number)

    def _kind(self, path: str) -> str:
        from django.urls import Resolver404, resolve

        try:
            return resolve(urlsplit(path).path).route
        except Resolver404:
            return ""

    def _shown(self, page: Any, path: str, kind: str) -> bool:
        self.pages[kind] += 1
        try:
            answer = page.goto(self.address + path, timeout=PATIENCE)
        except Error as error:
            if "Download is starting" not in error.message and "ERR_ABORTED" not in error.message:
                raise
            self.shown[kind] += 1
            return False
        self.shown[kind] += answer is not None and answer.status == 200
        return True

    def _links(self, page: Any) -> list[str]:
        found = page.eval_on_selector_all(
            "a[href]", "(all) => all.map((one) => new URL(one.getAttribute('href'), document.baseURI).href)"
        )
        paths = [one.removeprefix(self.address) for one in found if one.startswith(self.address + "/")]
        # What is public has tests of its own; it is walked where a start names it.
        return [one.partition("#")[0] for one in paths if one.startswith("/register")]

    def _forms(self, page: Any) -> list[str]:
        """The kinds of address that the page's forms are sent to, one a form; those at the door are left alone."""
        found = page.eval_on_selector_all("main form", "(all) => all.map((one) => one.method + ' ' + one.action)")
        kinds = []
        for method, _, action in (one.partition(" ") for one in found):
            path = action.removeprefix(self.address)
            kinds.append("" if path.startswith(ELSEWHERE) else f"{method} {self._kind(path)}")
        return kinds

    def _send(self, page: Any, path: str, kind: str, number: int) -> None:
        form = page.locator("main form").nth(number)
        action = form.get_attribute("action") or path
        if action.startswith(ELSEWHERE):
            return
        for upload in form.locator("input[type=file]").all():
            upload.set_input_files(
                {"name": "walk.txt", "mimeType": "text/plain", "buffer": b"Fictional: Northern Front"}
            )
        form.evaluate(FILL)
        self.forms[kind] += 1
        try:
            with page.expect_navigation(timeout=PATIENCE // 4):
                form.evaluate(SEND)
        except Error:
            pass  # the answer was a file, and the page stays
        if page.url != self.address + path:
            self._shown(page, path, kind)

    def _offered(self, _download: Any) -> None:
        self.downloads += 1
