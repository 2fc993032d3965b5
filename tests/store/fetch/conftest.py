"""A server on loopback that replays scripted answers, and a clock that only moves when someone waits."""

import dataclasses
import socketserver
import ssl
import subprocess
import threading
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from forlik.core.errors import SourceUnavailable
from forlik.core.schema import Schema
from forlik.core.source import Address, Bounds, Licence, Reading, Source
from forlik.store.fetch import Policy, download

BEGIN = datetime(2024, 3, 1, 12, 0, 0, tzinfo=UTC)


@dataclasses.dataclass
class Scripted:
    """One answer: what is sent, and how it is spoiled.

    ``length`` overrides the stated size (``None`` states none), ``cut_after`` ends the connection after so many bytes
    of the body, ``hang`` sends headers only if there is a body to cut, then nothing until the client gives up.
    """

    body: bytes = b""
    status: int = 200
    headers: dict = dataclasses.field(default_factory=dict)
    length: int | None = -1
    cut_after: int | None = None
    hang: bool = False
    raw: bytes | None = None

    def sent(self):
        if self.raw is not None:
            return self.raw
        stated = len(self.body) if self.length == -1 else self.length
        lines = [f"HTTP/1.1 {self.status} Scripted", "Connection: close"]
        if stated is not None:
            lines.append(f"Content-Length: {stated}")
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        return head + (self.body if self.cut_after is None else self.body[: self.cut_after])


@dataclasses.dataclass
class Request:
    path: str
    headers: dict


class Replay(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = False
    block_on_close = True

    def __init__(self, tls=None):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.tls = tls
        self.scripts = defaultdict(list)
        self.asked = []
        self.released = threading.Event()
        self.connections = 0

    @property
    def port(self):
        return self.server_address[1]

    @property
    def site(self):
        return f"127.0.0.1:{self.port}"

    def url(self, path="/file.csv"):
        return f"http://{self.site}{path}"

    def script(self, path, *answers):
        self.scripts[path] = list(answers)

    def answer_to(self, request):
        self.asked.append(request)
        left = self.scripts.get(request.path)
        if not left:
            return Scripted(status=404)
        answer = left[0] if len(left) == 1 else left.pop(0)
        return answer(request) if callable(answer) else answer

    def handle_error(self, request, client_address):
        """Stay silent: clients that hang up are part of the play."""

    def end(self):
        self.released.set()
        self.shutdown()
        self.server_close()


class _Handler(socketserver.BaseRequestHandler):
    def handle(self):
        self.server.connections += 1
        connection = self.request
        if self.server.tls:
            connection = self.server.tls.wrap_socket(connection, server_side=True)
        with connection:
            self.talk(connection)

    def talk(self, connection):
        came = b""
        while b"\r\n\r\n" not in came:
            more = connection.recv(65536)
            if not more:
                return
            came += more
        first, *lines = came.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        answer = self.server.answer_to(Request(first.split(" ")[1], {k.lower(): v for k, v in headers.items()}))
        if not (answer.hang and answer.cut_after is None):
            connection.sendall(answer.sent())
        if answer.hang:
            self.server.released.wait(10)


class Time:
    """A clock that only moves when someone sleeps."""

    def __init__(self):
        self.seconds = 1000.0
        self.waits = []

    def clock(self):
        return self.seconds

    def sleep(self, seconds):
        assert seconds >= 0
        self.waits.append(seconds)
        self.seconds += seconds

    def now(self):
        return BEGIN + timedelta(seconds=self.seconds - 1000.0)


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("FORLIK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("FORLIK_OFFLINE", raising=False)
    monkeypatch.delenv("FORLIK_FETCH_TOKENS", raising=False)


class Shop:
    """A source with one address on the replaying server, and what is needed to download it."""

    def __init__(self, server, policy, folder, time):
        self.server = server
        self.policy = policy
        self.folder = folder
        self.time = time
        self.address = Address("prices", server.url(), "prices.csv", ("text/csv",))
        self.others = ()

    def says(self, *answers):
        """Script the answers of the address, the last one for ever."""
        self.server.script("/file.csv", *answers)

    def moves(self, **changes):
        """Change what the source declares of its address."""
        self.address = dataclasses.replace(self.address, **changes)
        return self

    def allows(self, **limits):
        """Change the policy."""
        self.policy = dataclasses.replace(self.policy, **limits)
        return self

    def fetch(self, **more):
        source = make_source(self.address, *self.others)
        return download(source, self.address, self.folder, policy=self.policy, **more)

    def refuses(self, **limits):
        """The message of a refusal, after checking how it exits, what it advises, and that nothing at all is left."""
        with pytest.raises(SourceUnavailable) as refusal:
            self.allows(**limits).fetch()
        assert refusal.value.exit_code == 4
        assert "forlik import brod FILE" in refusal.value.remedy
        assert refusal.value.where == self.address.url
        assert self.names() == []
        return refusal.value.what

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def answer():
    return Scripted


@pytest.fixture
def start():
    """Start one more server."""
    started = []

    def begin(tls=None):
        server = Replay(tls)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        started.append((server, thread))
        return server

    yield begin
    for server, thread in started:
        server.end()
        thread.join()


@pytest.fixture
def server(start):
    return start()


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def policy(server, time):
    return Policy(
        attempts=3,
        connect_s=1.0,
        read_s=0.2,
        pause_s=0.0,
        loopback=frozenset({server.site}),
        sleep=time.sleep,
        clock=time.clock,
        now=time.now,
        jitter=lambda: 1.0,
        trust=lambda: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
    )


def make_source(*addresses):
    return Source(
        name="brod",
        title="Bread prices",
        publisher="A bakery",
        licence=Licence("CC BY 4.0", redistributable=True, stated="on its page"),
        citation="A bakery, {edition}",
        home="https://bread.example.org",
        cadence="daily",
        schemas=dict[str, Schema](),
        part_of=lambda _: None,
        read=lambda _: Reading({}, 0),
        bounds=Bounds((1990, 2030)),
        addresses=addresses,
    )


@pytest.fixture
def shop(server, policy, tmp_path, time):
    return Shop(server, policy, tmp_path / "incoming", time)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A fresh certificate for data.example.org and its key, made by the system's openssl."""
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=data.example.org", "-addext", "subjectAltName=DNS:data.example.org"]
    try:
        subprocess.run([*command, "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("openssl cannot make a certificate here")
    return Path(cert), Path(key)
