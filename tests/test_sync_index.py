"""Syncing an index of many files: only what changed comes, one that fails stops no other, nothing is lost."""

import dataclasses
import http.server
import json
import threading

import pytest

from forlik.core.errors import BadInput, BrokenStore, NotPermitted, SourceUnavailable, UsageError
from forlik.core.source import Listed
from forlik.discover import source
from forlik.store import catalogue, waiting
from forlik.store.disk import only_writer
from forlik.store.fetch import POLICY
from forlik.store.fetch.brought import FOLDER, Brought, chosen
from forlik.sync import sync


def file(number: int, day: str = "2024-01-01") -> bytes:
    return (
        f'<iati-activities version="2.03" generated-datetime="{day}"><iati-activity default-currency="USD">'
        f"<iati-identifier>A-{number}</iati-identifier>"
        f'<reporting-org ref="XM-{number}" type="10"><narrative>Giver {number}</narrative></reporting-org>'
        f"</iati-activity></iati-activities>"
    ).encode()


class Service:
    """A server on loopback that plays the index and its files, and notes what it was asked for."""

    def __init__(self):
        service = self
        self.files: dict[str, bytes] = {}
        self.versions: dict[str, str] = {}
        self.elsewhere: dict[str, str] = {}
        self.asked: list[str] = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                service.asked.append(self.path)
                body = service.index() if self.path == "/datasets-minimal" else service.files.get(self.path)
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *words):
                """Stay silent."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server.server_address[1]}"

    def publish(self, name: str, content: bytes | None, version: str) -> None:
        self.versions[name] = version
        if content is None:
            self.files.pop(f"/{name}.xml", None)
        else:
            self.files[f"/{name}.xml"] = content

    def index(self) -> bytes:
        entries = [
            {
                "short_name": name,
                "reporting_org_short_name": name.partition("-")[0],
                "last_known_good_dataset": {
                    "hash": version,
                    "cached_dataset_url_xml": self.elsewhere.get(name, f"http://{self.host}/{name}.xml"),
                },
            }
            for name, version in self.versions.items()
        ]
        return json.dumps({"datasets": entries}).encode()


@pytest.fixture
def service():
    played = Service()
    thread = threading.Thread(target=played.server.serve_forever)
    thread.start()
    for number in (1, 2, 3):
        played.publish(f"org{number}-all", file(number), f"v{number}")
    yield played
    played.server.shutdown()
    thread.join()
    played.server.server_close()


@pytest.fixture
def bring(home, service):
    def synced(*only: str):
        service.asked.clear()
        iati = source("iati")
        address = dataclasses.replace(iati.addresses[0], url=f"http://{service.host}/datasets-minimal")
        policy = dataclasses.replace(
            POLICY, loopback=frozenset({service.host}), pause_s=0, attempts=2, sleep=lambda _: None
        )
        return sync(home, [dataclasses.replace(iati, addresses=(address,))], policy=policy, only=only)

    return synced


def parts(home) -> list[str]:
    return [one.part for one in catalogue.load(home).snapshots]


def test_every_dataset_is_a_part_of_its_own(home, bring):
    taken, errors = bring()
    assert errors == []
    assert [one.new for one in taken] == [True] * 3
    assert parts(home) == ["XM-1/org1-all", "XM-2/org2-all", "XM-3/org3-all"]
    assert not list((home / "downloads" / "iati").glob("*.xml")), "what is in the store is not kept twice"


def test_what_has_not_changed_is_not_asked_for_again(service, bring):
    bring()
    service.publish("org2-all", file(2, "2024-02-02"), "v2b")
    taken, errors = bring()
    assert errors == []
    assert [one.snapshot.part for one in taken] == ["XM-2/org2-all"]
    assert service.asked == ["/datasets-minimal", "/org2-all.xml"]


def test_one_dataset_that_fails_is_told_and_tried_again_and_stops_no_other(home, service, bring):
    service.publish("org1-all", None, "gone")
    service.publish("org2-all", b"<html>moved</html>", "moved")
    service.publish("org3-all", b"<rss/>", "other")
    service.publish("org4-all", file(4), "v4")
    taken, errors = bring()
    assert [one.snapshot.part for one in taken] == ["XM-4/org4-all"]
    assert [type(error) for error in errors] == [SourceUnavailable, SourceUnavailable, BadInput]
    assert "org1-all.xml" in str(errors[0])
    service.publish("org1-all", file(1), "gone")
    taken, errors = bring()
    assert [one.snapshot.part for one in taken] == ["XM-1/org1-all"]
    assert len(errors) == 2
    assert parts(home) == ["XM-4/org4-all", "XM-1/org1-all"]


def test_a_dataset_at_a_host_that_the_source_does_not_name_is_never_asked_for(service, bring):
    service.elsewhere["org2-all"] = "https://publisher.example/all.xml"
    taken, errors = bring()
    assert len(taken) == 2
    [error] = errors
    assert isinstance(error, NotPermitted)
    assert "does not declare the host publisher.example" in str(error)


def test_an_interruption_loses_nothing_that_was_brought(service, bring, monkeypatch):
    import forlik.sync

    whole = forlik.sync.download

    def interrupted(source, address, *given, **options):
        if "org3" in address.url:
            raise KeyboardInterrupt
        return whole(source, address, *given, **options)

    monkeypatch.setattr(forlik.sync, "download", interrupted)
    with pytest.raises(KeyboardInterrupt):
        bring()
    monkeypatch.setattr(forlik.sync, "download", whole)
    taken, errors = bring()
    assert errors == []
    assert [one.snapshot.part for one in taken] == ["XM-3/org3-all"]
    assert service.asked == ["/datasets-minimal", "/org3-all.xml"]


def test_the_catalogue_is_written_for_many_files_at_once(home, service, bring, monkeypatch):
    for number in range(4, 24):
        service.publish(f"org{number}-all", file(number), f"v{number}")
    monkeypatch.setattr(waiting, "FILES", 10)
    whole, written = catalogue.save, []

    def save(at, held):
        written.append(len(held.snapshots))
        whole(at, held)

    monkeypatch.setattr(catalogue, "save", save)
    taken, errors = bring()
    assert (len(taken), errors) == (23, [])
    assert written == [0, 10, 20, 23]
    held = catalogue.load(home).snapshots
    assert [one.origin.rpartition("/")[2] for one in held] == [f"org{number}-all.xml" for number in range(1, 24)]
    taken, errors = bring()
    assert (taken, errors, service.asked) == ([], [], ["/datasets-minimal"])


def test_what_waits_on_the_disk_is_bounded_by_its_size(bring, monkeypatch):
    monkeypatch.setattr(waiting, "BYTES", 1)
    seen = []
    whole = waiting.take_in

    def counted(home, source, paths, **options):
        seen.append(len(paths))
        return whole(home, source, paths, **options)

    monkeypatch.setattr(waiting, "take_in", counted)
    assert bring()[1] == []
    assert seen == [1, 1, 1]


def test_a_store_that_somebody_else_writes_to_is_told_and_nothing_is_lost(home, bring):
    with only_writer(home):
        taken, errors = bring()
    assert taken == []
    assert [type(error) for error in errors] == [BrokenStore]
    assert len(bring()[0]) == 3


def test_some_publishers_or_datasets_can_be_chosen(bring):
    assert [one.snapshot.part for one in bring("org1")[0]] == ["XM-1/org1-all"]
    assert [one.snapshot.part for one in bring("ORG2-*")[0]] == ["XM-2/org2-all"]
    taken, errors = bring("nobody")
    assert taken == []
    assert isinstance(errors[0], UsageError)
    assert "none of 3 datasets is called nobody" in str(errors[0])


def test_an_index_that_changed_its_layout_is_told(home, service, bring, monkeypatch):
    monkeypatch.setattr(service, "index", lambda: b'{"sets": []}')
    taken, errors = bring()
    assert taken == []
    assert isinstance(errors[0], BadInput)
    assert not catalogue.load(home)


def test_what_the_store_no_longer_holds_comes_again(home):
    one = Listed("a", "a.xml", "https://host.example/a.xml", "v1")
    Brought(home, "iati", ()).note({one: "digest"})
    assert Brought(home, "iati", {"digest"}).has(one)
    assert not Brought(home, "iati", ()).has(one)
    assert not Brought(home, "iati", {"digest"}).has(dataclasses.replace(one, version="v2"))
    assert not Brought(home, "iati", {"digest"}).has(dataclasses.replace(one, version=""))


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a": 1}', "null"])
def test_a_damaged_note_of_what_was_brought_is_forgotten(home, content):
    path = home / FOLDER / "iati.json"
    path.parent.mkdir(parents=True)
    path.write_text(content)
    assert not Brought(home, "iati", {"digest"}).has(Listed("a", "a.xml", "u", "v"))


def test_nothing_said_chooses_everything():
    every = (Listed("a", "a-1.xml", "u", "v"), Listed("b", "b-1.xml", "w", "v"))
    assert chosen(every, ()) == every
    assert chosen(every, ("b-1",)) == every[1:]


def test_a_bad_entry_of_the_index_is_told_and_the_others_are_brought(home, service, bring):
    service.publish("ø", file(9), "v9")
    taken, errors = bring()
    assert len(taken) == len(parts(home)) == 3
    assert [type(error) for error in errors] == [BadInput]
    assert "an entry that cannot be brought, “ø (entry 4)”" in str(errors[0])


def test_a_dataset_never_replaces_another_dataset_of_the_index(home, service, bring):
    bring()
    service.publish("org1-all-20250101", file(1, "2025-01-01"), "evil")
    taken, errors = bring()
    assert taken == []
    assert [type(error) for error in errors] == [BadInput]
    assert "it would replace XM-1/org1-all, which was brought from another dataset" in str(errors[0])
    assert len(parts(home)) == 3
