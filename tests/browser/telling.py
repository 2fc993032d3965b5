"""Writing into the register's forms as a person does: by what stands on the page."""

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import expect


def write(page, said: Mapping[str, Any]) -> None:
    """Write into a form: field → a text, a word or name to choose, several of them, or what is inside the field."""
    for name, value in _flat(said):
        _write(page, name, value)


def record(page) -> None:
    """Press the button, and be somewhere else."""
    page.locator("main form[method=post] button", has_text=re.compile("^(Record|Record all the same)$")).click()


def _flat(said: Mapping[str, Any], before: str = ""):
    for name, value in said.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            for turn, one in enumerate(value):
                yield from _flat(one, f"{before}{name}.{turn}.")
        else:
            yield f"{before}{name}", value


def _write(page, name: str, value: Any) -> None:
    field = page.locator(f'main form [name="{name}"]').first
    expect(field, f"the form asks for no {name}").to_be_attached()
    kind, many = field.evaluate(UNFOLDED)
    if kind == "radio":
        _tick(page, name, value)
    elif kind == "checkbox" and (many > 1 or isinstance(value, list)):
        for one in value if isinstance(value, list) else [value]:
            _tick(page, name, one)
    elif kind == "checkbox":
        field.set_checked(bool(value))
    elif kind == "select":
        field.select_option(_option(field, str(value)))
    else:
        field.fill("\n".join(value) if isinstance(value, list) else str(value))


UNFOLDED = """one => {
  for (let fold = one.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const kind = one.tagName === "INPUT" ? one.type : one.tagName.toLowerCase();
  return [kind, one.form.querySelectorAll(`[name="${one.name}"]`).length];
}"""
"""Unfolds what a field is folded into; its kind, and how many have its name."""


def _tick(page, name: str, value: str) -> None:
    by_word = page.locator(f'main form input[name="{name}"][value="{value}"]')
    if by_word.count():
        by_word.check()
    else:
        page.locator(f'main form label:has(input[name="{name}"])', has_text=value).first.locator("input").check()


def _option(field, value: str) -> str:
    """The value of the option that is this word, or the first that is called so."""
    options = field.locator("option").evaluate_all("all => all.map(one => [one.value, one.textContent.trim()])")
    exact = [word for word, label in options if value in (word, label)]
    near = [word for word, label in options if value in label]
    assert exact or near, f"{value} is not among {[label for _, label in options]}"
    return (exact or near)[0]


def wrong(page) -> str:
    """What the page says stands against what was written."""
    expect(page.get_by_role("alert").first).to_be_visible()
    return " ".join(page.get_by_role("alert").all_inner_texts())
