"""Programs that speak the Model Context Protocol get the answers of the routes, and nothing else."""

import contextlib
import json
import os
import shutil
import subprocess
import sys

import pytest

mcp = pytest.importorskip("mcp", reason="the extra mcp is not installed")
anyio = pytest.importorskip("anyio")

SPOKEN = {"as_of", "citations"}
SAME = [
    ("place", {"name": "kolombia"}, "/api/places/kolombia", {}),
    ("measures", {"limit": 3, "as_of": "2023-01-01"}, "/api/measures", {"limit": 3, "as_of": "2023-01-01"}),
    (
        "measure",
        {"name": "active_conflicts", "country": "COL", "from": "2020", "to": "2024"},
        "/api/measures/active_conflicts",
        {"country": "COL", "from": "2020", "to": "2024"},
    ),
    (
        "measure",
        {"name": "active_conflicts", "offset": 2, "limit": 1},
        "/api/measures/active_conflicts?offset=2&limit=1",
        {},
    ),
    ("country", {"name": "COL", "as_of": "2023-01-01"}, "/api/countries/COL", {"as_of": "2023-01-01"}),
    ("country", {"name": "COL", "clock": "held"}, "/api/countries/COL", {"clock": "held"}),
    ("portfolio", {"year": 2022, "currency": "NOK"}, "/api/portfolio", {"year": 2022, "currency": "NOK"}),
    ("portfolio", {"country": "Colombia"}, "/api/portfolio", {"country": "Colombia"}),
    ("flows", {"place": "COL", "pillar": "peace", "year": 2022}, "/api/portfolio/COL/peace/2022", {}),
    ("sources", {"limit": 1000}, "/api/sources", {"limit": 1000}),
    ("sources", {"name": "ucdp_acd"}, "/api/sources/ucdp_acd", {}),
    ("sources", {"name": "grants"}, "/api/sources/grants", {}),
    ("engagements", {}, "/api/engagements", {}),
    ("engagements", {"id": "no-talks"}, "/api/engagements/no-talks", {}),
]
REFUSED = [
    ("place", {"name": "Congo"}, "say which: DR Congo (COD), Republic of the Congo (COG)"),
    ("place", {"name": "xyzzyx"}, "xyzzyx"),
    ("place", {}, "name: Field required → it takes name"),
    ("measures", {"as_of": "never"}, "→ write it as 2024-06-30"),
    ("measures", {"as_of": "2999-01-01"}, "→ ask for today or earlier"),
    ("measures", {"limit": 0}, "limit: Input should be greater than or equal to 1"),
    ("measures", {"colour": "red"}, "colour: Extra inputs are not permitted"),
    ("measure", {"name": "nothing"}, "→"),
    ("measure", {"name": "active_conflicts", "country": "COL", "as_of": "2022-06-29"}, "not known on 2022-06-29"),
    ("portfolio", {"currency": "XXXX"}, "XXXX"),
    ("flows", {"place": "COL", "pillar": "war", "year": 2022}, "→"),
    ("engagements", {"id": "nobodys"}, "→ ask for the list of engagements"),
    ("brief", {"country": "COL", "language": "fr"}, "language: Input should be 'en' or 'nb'"),
    ("delete", {}, "there is no tool “delete” → one of place, measures"),
]


def talk(ask):
    """What comes of a conversation with the server as a program of its own."""

    async def all_of_it():
        words = ["-m", "forlik.cli", "mcp", "--quiet"]
        server = mcp.StdioServerParameters(command=sys.executable, args=words, env=dict(os.environ))
        async with mcp.Client(server, read_timeout_seconds=120) as client:
            return await ask(client)

    return anyio.run(all_of_it)


def told(questions):
    """The answers to some questions, as the client reads them."""

    async def ask(client):
        return [await client.call_tool(name, given) for name, given in questions]

    return talk(ask)


def words(answer):
    return "\n".join(one.text for one in answer.content)


def test_every_tool_only_reads_and_says_what_it_takes(desk_home):  # noqa: ARG001 - the store that is served
    async def ask(client):
        return await client.list_tools(), client.instructions, client.server_capabilities

    listed, about, can = talk(ask)
    assert [one.name for one in listed.tools] == [
        "place", "measures", "measure", "country", "portfolio", "flows", "sources", "engagements", "brief",
    ]  # fmt: skip
    for one in listed.tools:
        assert one.annotations.read_only_hint
        assert not one.annotations.destructive_hint
        assert one.description
        assert one.input_schema["type"] == "object"
        assert one.input_schema["additionalProperties"] is False
    assert "never 0" in about
    assert (can.resources, can.prompts) == (None, None)


def test_an_answer_is_that_of_the_route_word_by_word(viewer):
    found = told([(name, given) for name, given, _, _ in SAME])
    for (name, given, path, fields), answer in zip(SAME, found, strict=True):
        assert not answer.is_error, words(answer)
        assert json.loads(words(answer)) == answer.structured_content
        assert answer.structured_content == json.loads(viewer.get(path, fields).content), (name, given)
        assert answer.structured_content["citations"] or given == {"name": "grants"}


def test_a_brief_is_the_file_of_the_desk_with_its_day_and_sources(viewer):
    [english, norwegian] = told(
        [("brief", {"country": "kolombia", "as_of": "2024-07-01", "language": one}) for one in ("en", "nb")]
    )
    for answer, language in ((english, "en"), (norwegian, "nb")):
        fields = {"as_of": "2024-07-01", "language": language}
        file = viewer.get("/briefs/country/COL.md", fields).content.decode()
        assert answer.content[0].text == answer.structured_content["markdown"] == file
        route = json.loads(viewer.get("/api/briefs/country/COL", fields).content)
        rest = json.loads(answer.content[1].text)
        assert rest == {key: route[key] for key in rest}
        assert set(rest) > SPOKEN


def test_what_cannot_be_answered_says_what_helps_and_shows_no_trace(desk_home):  # noqa: ARG001 - as above
    found = told([(name, given) for name, given, _ in REFUSED])
    for (name, given, said), answer in zip(REFUSED, found, strict=True):
        assert answer.is_error, (name, given)
        assert said in words(answer)
        assert "Traceback" not in words(answer)
        assert answer.structured_content is None


def test_a_fault_of_ours_is_told_without_what_it_was(desk_home, monkeypatch, capsys):  # noqa: ARG001 - as above
    from forlik import inventory
    from forlik.desk.model_context import serving

    def break_down(*_arguments, **_names):
        raise RuntimeError("a secret of the machine room")

    monkeypatch.setattr(inventory, "inventory", break_down)
    answer = serving._told("sources", {})
    assert answer.is_error
    assert "secret" not in words(answer)
    assert "forlik doctor" in words(answer)
    assert capsys.readouterr().err == "forlik: sources: RuntimeError: a secret of the machine room\n"


def test_nothing_tells_whether_a_private_source_is_held(desk_home, tmp_path, monkeypatch):
    from forlik.discover import source
    from forlik.store.intake import take_in

    home = tmp_path / "copy"
    shutil.copytree(desk_home, home)
    monkeypatch.setenv("FORLIK_HOME", str(home))
    questions = [*((name, given) for name, given, _, _ in SAME), ("brief", {"country": "COL"})]
    before = [words(one) for one in told(questions)]
    heads = "Agreement number;Agreement title;Agreement partner;Recipient country;Year;Disbursed (1000 NOK)"
    listed = tmp_path / "list.csv"
    listed.write_text(f"{heads}\nQZA-1;Schools;Ottoline Quillfeather;Colombia;2023;5\n", encoding="utf-8")
    _taken, errors = take_in(home, source("grants"), [listed])
    assert not errors
    assert [words(one) for one in told(questions)] == before


def test_whoever_answers_has_not_even_loaded_what_opens_the_register(desk_home):  # noqa: ARG001 - as above
    questions = [*((name, given) for name, given, _, _ in SAME), ("brief", {"country": "COL"})]
    code = (
        "import json, sys\n"
        "from forlik.desk.model_context import serving\n"
        f"for name, given in json.loads({json.dumps(json.dumps(questions))}):\n"
        "    assert not serving._told(name, given).is_error\n"
        "print(json.dumps(sorted(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert "forlik.published" in loaded
    never = ("django", "sqlcipher3", "psycopg", "forlik.desk.access", "forlik.desk.records", "forlik.desk.register")
    assert [one for one in loaded if one.startswith(never)] == []


def test_a_line_that_is_no_message_ends_nothing(desk_home):  # noqa: ARG001 - as above
    ask = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "place", "arguments": {"name": "COL"}}}
    greet = {
        "jsonrpc": "2.0", "id": 0, "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "0"}},
    }  # fmt: skip
    begun = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    lines = [json.dumps(greet), json.dumps(begun), "no message {", json.dumps(ask)]
    done = subprocess.Popen(
        [sys.executable, "-m", "forlik.cli", "mcp", "--quiet"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with contextlib.ExitStack() as stack:
        stack.callback(done.kill)
        done.stdin.write("\n".join(lines) + "\n")
        done.stdin.flush()
        answers = []
        for line in done.stdout:
            answers.append(json.loads(line))
            if answers[-1].get("id") == 1:
                break
        _, complaint = done.communicate(timeout=60)
    assert "Colombia" in json.dumps(answers[-1])
    assert "Traceback" not in complaint
    assert done.returncode == 0


def test_without_the_library_the_way_to_it_is_told(home, tmp_path):
    (tmp_path / "mcp").mkdir()
    (tmp_path / "mcp" / "__init__.py").write_text("raise ModuleNotFoundError(name='mcp')\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "forlik.cli", "mcp"],
        env={**os.environ, "PYTHONPATH": str(tmp_path), "FORLIK_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == (
        "forlik: the library of the Model Context Protocol is not installed "
        "→ install forlik with its extra: pip install 'forlik[mcp]'\n"
    )
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("tool", "one", "other"),
    [
        ("country", {"country": "COL"}, {"name": "COL"}),
        ("brief", {"country": "COL"}, {"name": "COL"}),
        ("place", {"name": "COL"}, {"country": "COL"}),
        ("measure", {"measure": "active_conflicts", "country": "COL"}, {"name": "active_conflicts", "country": "COL"}),
    ],
)
def test_a_country_and_a_measure_are_asked_for_by_one_name_in_every_tool_and_by_the_other_too(tool, one, other):
    from forlik.desk.model_context.tools import TOOLS

    takes = TOOLS[tool].takes
    assert takes.model_validate(one) == takes.model_validate(other)
    assert set(one) <= set(takes.model_json_schema()["properties"]), "the schema names the first of them"
