"""Fixtures for tests of the register: a fresh one on each database, and made-up persons of different membership."""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

NOW = datetime(2025, 1, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)
DATABASES = ("sqlcipher", "postgresql")


def _set_up() -> None:
    """Load Django once, so that test files can import tables at their head; any store's folder will do for that."""
    folder = tempfile.mkdtemp(prefix="forlik-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    kept = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("FORLIK_")}
    os.environ["FORLIK_HOME"] = folder
    try:
        from forlik.desk import vega
        from forlik.desk.access.opening import set_up

        # The desk's own tests, if they run in this process, are served from this folder.
        vega.make(Path(folder))
        set_up()
    finally:
        del os.environ["FORLIK_HOME"]
        os.environ.update(kept)


_set_up()

from forlik.desk.access import opening  # noqa: E402 - loads tables, which Django wants to be set up for


def point_at(home: Path, database: str, monkeypatch=None) -> None:
    """Make a folder and a database this process's register, and forget every other."""
    values = {"FORLIK_HOME": str(home), "FORLIK_REGISTER_DATABASE": database, "FORLIK_REGISTER_KEYS": ""}
    for name, value in values.items():
        monkeypatch.setenv(name, value) if monkeypatch else os.environ.__setitem__(name, value)
    from django.db import connections

    from forlik.desk.access.engine import databases

    let_go()
    connections.settings = connections.configure_settings(databases())
    opening.forget()


def let_go() -> None:
    """Close this thread's connection and its pool."""
    from django.db import connections

    for one in connections.all(initialized_only=True):
        one.close()
        if hasattr(one, "close_pool"):
            one.close_pool()
    if hasattr(connections._connections, "default"):
        del connections["default"]


@dataclass
class Server:
    """A PostgreSQL server of the tests' own, on a socket in its own folder."""

    folder: Path
    bin: Path
    made: int = 0

    def address(self, name: str) -> str:
        return f"postgresql://forlik@/{name}?host={quote(str(self.folder), safe='')}"

    def sql(self, *statements: str, name: str = "postgres") -> None:
        import psycopg

        with psycopg.connect(self.address(name), autocommit=True) as asked:
            for one in statements:
                asked.execute(one)


def found_server() -> Path | None:
    named = shutil.which("initdb")
    folders = [Path(named).parent] if named else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((one for one in folders if (one / "initdb").exists() and (one / "postgres").exists()), None)


def _in_memory() -> str | None:
    """Where a database for each test costs no disk, if there is room."""
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a folder of its own in it
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2 << 30
    return str(memory) if roomy else None


@pytest.fixture(scope="session")
def server():
    """The server; started once, skipped with its reason where there is none."""
    programs = found_server()
    if programs is None:
        pytest.skip("PostgreSQL's server programs are not here (apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="forlik-pg-", dir=_in_memory()))
    root = os.geteuid() == 0
    become = ["runuser", "-u", "postgres", "--"] if root else []
    if root:
        shutil.chown(folder, "postgres")
    folder.chmod(0o755)
    data = folder / "data"
    made = subprocess.run(
        [*become, programs / "initdb", "-D", data, "-A", "trust", "-U", "forlik", "-E", "UTF8", "--locale=C.UTF-8"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if made.returncode:
        shutil.rmtree(folder)
        pytest.skip(f"PostgreSQL cannot be started here: {made.stderr.strip()[-200:]}")
    settings = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}", "-c", "max_connections=60"]
    # The tests kill clients, never the server.
    settings += ["-c", "fsync=off", "-c", "autovacuum=off"]
    log = (folder / "log").open("w")
    running = subprocess.Popen([*become, programs / "postgres", "-D", data, *settings], stdout=log, stderr=log)
    one = Server(folder, programs)
    try:
        _wait(one)
        RUNNING.append(one)
        yield one
        RUNNING.remove(one)
    finally:
        # A fast shutdown: the polite one waits for every client. The server's own id, for runuser may stand before it.
        os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGINT)
        running.wait()
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(one: Server) -> None:
    import time

    import psycopg

    for _ in range(100):
        try:
            psycopg.connect(one.address("postgres")).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    pytest.skip(f"PostgreSQL did not start: {(one.folder / 'log').read_text()[-200:]}")


@pytest.fixture(scope="session")
def templates(tmp_path_factory):
    """Database → an empty register made once: its home folder, and for PostgreSQL the database it is copied from."""
    made: dict[str, Path] = {}

    def template(database: str, server: Server | None) -> Path:
        if database not in made:
            home = tmp_path_factory.mktemp(f"template-{database}")
            address = ""
            if server:
                server.sql("CREATE DATABASE template_register")
                address = server.address("template_register")
            point_at(home, address)
            opening.ready()
            let_go()
            made[database] = home
        return made[database]

    return template


@pytest.fixture(params=DATABASES)
def register(request, tmp_path, monkeypatch, templates):
    """A fresh register; the test runs on SQLCipher and on PostgreSQL."""
    yield from _fresh(request, request.param, tmp_path, monkeypatch, templates)


@pytest.fixture
def encrypted(request, tmp_path, monkeypatch, templates):
    """A fresh register in the encrypted file."""
    yield from _fresh(request, "sqlcipher", tmp_path, monkeypatch, templates)


def _fresh(request, database, tmp_path, monkeypatch, templates):
    before = {name: os.environ.get(name) for name in os.environ if name.startswith("FORLIK_")}
    for name in before:
        if name not in {"FORLIK_SHARED", "FORLIK_SECRET_KEY"} and not name.startswith("FORLIK_TEST"):
            monkeypatch.delenv(name)
    server = request.getfixturevalue("server") if database == "postgresql" else None
    # pytest-django keeps every other test from any database; these have one of their own.
    with request.getfixturevalue("django_db_blocker").unblock():
        home = tmp_path / "home"
        shutil.copytree(templates(database, server), home)
        address = ""
        if server:
            server.made += 1
            name = f"register_{server.made}"
            server.sql(f"CREATE DATABASE {name} TEMPLATE template_register")
            address = server.address(name)
        point_at(home, address, monkeypatch)
        yield home
        let_go()
        opening.forget()
        if server:
            server.sql(f"DROP DATABASE {name} WITH (FORCE)")


FILLED: dict[str, tuple[Path, object]] = {}
RUNNING: list["Server"] = []


def filled(home: Path, fill, name: str = ""):
    """What a filling of a fresh register gives: it is done once for each database, and the others get a copy.

    Args:
        home: The register's folder.
        fill: Fills it, and gives something that can be copied.
        name: What the filling is called, where the same function fills differently.
    """
    address = os.environ["FORLIK_REGISTER_DATABASE"]
    # Folders of tests that take the server in each have one of their own: a filled database lies on one of them.
    server = next((one for one in RUNNING if address and one.address("").partition("?")[2] in address), None)
    key = f"{name or f'{fill.__module__}.{fill.__qualname__}'} {server.folder if server else 'sqlcipher'}"
    database = urlsplit(address).path.removeprefix("/")
    if key not in FILLED:
        given = fill()
        let_go()
        folder = Path(tempfile.mkdtemp(prefix="forlik-filled-", dir=_in_memory()))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        if server:
            server.sql(f"CREATE DATABASE filled_{len(FILLED)} TEMPLATE {database}")
            (folder / "database").write_text(f"filled_{len(FILLED)}")
        FILLED[key] = shutil.copytree(home, folder / "home"), given
    else:
        let_go()
        kept = FILLED[key][0]
        if server:
            template = (kept.parent / "database").read_text()
            server.sql(f"DROP DATABASE {database} WITH (FORCE)", f"CREATE DATABASE {database} TEMPLATE {template}")
        shutil.rmtree(home)
        shutil.copytree(kept, home)
    opening.forget()
    return deepcopy(FILLED[key][1])


@dataclass(frozen=True)
class House:
    """Persons and compartments of a made-up house."""

    a: str
    b: str
    owner: object
    deputy: object
    clerk: object
    stranger: object
    colleague: object
    officer: object
    guardian: object

    def guardian_now(self):
        return self.again(self.guardian)

    def again(self, person, strength="passkey"):
        from forlik.desk.access.people import person as loaded

        return loaded(person.id, strength)


@pytest.fixture
def house(register):
    """Owner and deputy with clearance 3 in a, a clerk with 2, a stranger with 3 in b, a colleague in none."""
    return filled(register, people)


@pytest.fixture
def encrypted_house(encrypted):
    """The same persons, in the encrypted file."""
    return filled(encrypted, people)


def people() -> House:
    from forlik.desk.access import people as doors

    early = NOW - 400 * DAY
    names = ("owner", "deputy", "clerk", "stranger", "colleague", "guardian")
    ids = {name: doors.enrol(f"person {name}", early) for name in names}
    ids["officer"] = doors.enrol("person officer", early, protection=True)
    guardian = doors.person(ids["guardian"], "passkey")
    a, b = (doors.found_compartment(name, guardian, early) for name in ("talks a", "talks b"))
    guardian = doors.person(ids["guardian"], "passkey")
    for name, compartment, clearance in (("owner", a, 3), ("deputy", a, 3), ("clerk", a, 2), ("stranger", b, 3)):
        doors.let_in(ids[name], compartment, clearance, guardian, early)
    return House(a, b, **{name: doors.person(id_, "passkey") for name, id_ in ids.items()})


def grounds():
    from forlik.desk.records.change import Grounds

    return Grounds("so that the talks are not harmed", "paragraph 20", date(2026, 1, 15))


def change(record, label="1", facet="staff", expected=0, body=None, **others):
    from forlik.desk.records.change import Change

    others.setdefault("concept", "engagement")
    others.setdefault("grounds", None if label == "0" else grounds())
    return Change(record=record, facet=facet, label=label, expected=expected, body=body or {"title": "t"}, **others)


def revised(one, body, **others):
    return replace(one, **{"body": body, "expected": one.expected + 1, **others})


__all__ = ["encrypted", "encrypted_house", "filled", "house", "register", "server", "templates"]
