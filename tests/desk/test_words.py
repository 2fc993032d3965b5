"""Words: every language says everything, in its own way of writing."""

import gettext
import io
import string
from decimal import Decimal

import pytest


@pytest.fixture
def words(desk_home):  # noqa: ARG001 - Django is set up over that store
    from forlik.desk import words

    return words


def test_bokmal_says_everything_that_is_said_and_nothing_else(words):
    assert words.lacking("nb") == [], "run `python -m forlik.desk.words` and translate what it lists"


def test_the_compiled_catalogue_is_in_step(words):
    held = gettext.GNUTranslations(io.BytesIO((words.folder("nb") / "django.mo").read_bytes()))
    fresh = gettext.GNUTranslations(io.BytesIO(words.compiled(words.catalogue("nb"))))
    assert held._catalog == fresh._catalog, "run `python -m forlik.desk.words`"


def test_a_translation_has_the_same_placeholders_and_commands(words):
    for message in words.catalogue("nb"):
        if not message.id:
            continue
        pairs = [(message.id, message.string)]
        if isinstance(message.id, tuple):
            pairs = [(message.id[0], message.string[0]), (message.id[1], message.string[1])]
        for said, translated in pairs:
            for fields in (_braces, _percents):
                assert fields(said) == fields(translated), said
            assert said.count("<code>") == translated.count("<code>"), said


def _braces(text):
    return sorted(field for _before, field, _spec, _conversion in string.Formatter().parse(text) if field)


def _percents(text):
    return sorted(part.split(")s")[0] for part in text.split("%(")[1:])


@pytest.mark.usefixtures("desk_home")
@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("en", "1234567.5", "1\u202f234\u202f567.5"),
        ("nb", "1234567.5", "1\u202f234\u202f567,5"),
        ("en", "-7", "−7"),
        ("nb", "0", "0"),
        ("nb", None, "–"),
    ],
)
def test_numbers_are_written_as_the_language_does(language, value, written):
    from django.utils import translation

    from forlik.desk.writing import number

    with translation.override(language):
        assert number(None if value is None else Decimal(value)) == written


@pytest.mark.usefixtures("desk_home")
def test_the_librarys_reasons_are_said_in_norwegian():
    from django.utils import translation

    import forlik
    from forlik.core.errors import NoData
    from forlik.desk.reasons import reason

    world = forlik.world("2023-01-01")
    texts = [row["reason"] for row in world.measure("active_conflicts", "SSD", start=1990, end=2023).rows()]
    for asked in (("population", "COL"), ("deaths_all_violence_monthly", "COL")):
        with pytest.raises(NoData) as caught:
            world.measure(*asked)
        texts += [caught.value.what, caught.value.remedy]
    with pytest.raises(NoData) as caught:
        forlik.world().measure("deaths_all_violence_monthly", "NOR")
    texts.append(caught.value.what)
    with translation.override("nb"):
        for text in filter(None, texts):
            assert reason(text, "nb") != text, text
        assert reason("South Sudan did not exist in 1990", "nb") == "Sør-Sudan fantes ikke i 1990"
