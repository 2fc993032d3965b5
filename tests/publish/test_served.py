"""The folder on a plain file server, at its root and below another address: every link and every file resolves."""

import functools
import re
import threading
import xml.etree.ElementTree as ET
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from public_copy import copy, files_of, site
from test_site import Page

ATOM = "{http://www.w3.org/2005/Atom}"


class Quiet(SimpleHTTPRequestHandler):
    """A file server that tells nobody what it was asked for."""

    def log_message(self, *told):
        pass


@pytest.fixture(params=["/", "/a/b/"])
def served(request, tmp_path):
    """The address of a folder on a file server, and the folder; what stands beside the folder is nobody's."""
    folder = tmp_path / "root" / request.param.strip("/")
    folder.parent.mkdir(parents=True, exist_ok=True)
    site(folder, copy(address=""))
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(tmp_path / "root")))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{request.param}", folder
    server.shutdown()
    thread.join()
    server.server_close()


def links(address, kind, content):
    """Every address that a file leads to, as it is written."""
    if kind == "text/html":
        return Page(content).links
    if address.endswith(".xml"):
        return [one.get("href") for one in ET.fromstring(content).iter(f"{ATOM}link")]  # noqa: S314 - written here
    if address.endswith(".css"):
        return re.findall(rb"url\(", content)
    return []


def test_every_link_and_file_resolves_and_no_path_is_absolute(served):
    base, folder = served
    waiting, found, outside, wrong = [f"{base}site/", f"{base}site/index.html"], {}, set(), []
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        try:
            with urlopen(address) as answer:  # noqa: S310 - the server of this test
                found[address] = kind, content = answer.headers.get_content_type(), answer.read()
        except HTTPError as error:
            wrong.append((address, error.code))
            continue
        for link in links(address, kind, content):
            if urlsplit(link).scheme:
                outside.add(link)
                continue
            assert not link.startswith("/"), f"{address} leads to the root: {link}"
            target = urldefrag(urljoin(address, link)).url
            assert target.startswith(base), f"{address} leads out of the folder: {link}"
            waiting.append(target)
    print(f"{len(found)} addresses below {urlsplit(base).path}, {len(outside)} elsewhere, {len(wrong)} wrong")
    assert wrong == []
    assert outside, "evidence leads to where it was published"
    # Whoever begins at the site comes to every file of the folder, but for what the feeds are made from.
    reached = {address.removeprefix(base) for address in found}
    assert set(files_of(folder)) - reached == {"site/changes.json"} - reached


def test_a_folder_whose_link_is_broken_is_noticed(served):
    base, folder = served
    (folder / "site/cite/index.ris").unlink()
    with pytest.raises(AssertionError, match=r"cite/index\.ris"):
        test_every_link_and_file_resolves_and_no_path_is_absolute((base, folder))
