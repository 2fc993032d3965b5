import ipaddress
import ssl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.core.errors import NotPermitted, SourceUnavailable
from forlik.store.fetch.addresses import check_numbers, checked, closed

PUBLIC = "https://data.example.org/file.csv"
SITES = frozenset({"data.example.org:443"})

HOSTILE = [
    # other hosts
    "https://evil.example.com/file.csv",
    "https://data.example.org.evil.example.com/",
    "https://evil.example.com/data.example.org",
    "https://evil.example.com?https://data.example.org",
    "https://evil.example.com#data.example.org",
    # not https, or another port
    "http://data.example.org/file.csv",
    "ftp://data.example.org/file.csv",
    "file:///etc/passwd",
    "gopher://data.example.org/",
    "data:text/csv,a",
    "//data.example.org/file.csv",
    "file.csv",
    "",
    "https://data.example.org:8443/",
    "https://data.example.org:80/",
    "https://data.example.org:0/",
    "https://data.example.org:/",
    "https://data.example.org:65536/",
    "https://data.example.org:443x/",
    # user names, and signs that parsers read differently
    "https://data.example.org@evil.example.com/",
    "https://evil.example.com@data.example.org/",
    "https://user:word@data.example.org/",
    "https://data.example.org\\@evil.example.com/",
    "https://evil.example.com\\.data.example.org/",
    "https://data.example.org%2eevil.example.com/",
    "https://data.example.org%00.evil.example.com/",
    "https://data.example.org\t.evil.example.com/",
    "https://data.example.org\r\nHost: evil.example.com/",
    " https://data.example.org/",
    "https://data.example.org/a b",
    "https://data.example.org/a\tb",
    "https://data.example.org/å",
    "https://dåta.example.org/",
    "https://data。example。org/",
    "https://data.example.org./",
    "https://.data.example.org/",
    "https:///file.csv",
    "https://[/",
]

LOCAL = [
    "localhost",
    "localhost.localdomain.local",
    "printer.local",
    "metadata.google.internal",
    "router.home.arpa",
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "0",
    "0.0.0.0",  # noqa: S104 - an address that must be refused, nothing is bound to it
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0x7f.0x0.0x0.0x1",
    "017700000001",
    "0177.0.0.1",
    "10.0.0.1",
    "169.254.169.254",
    "2852039166",
    "0xa9fea9fe",
    "100.100.100.200",
    "192.168.1.1",
    "224.0.0.1",
    "93.184.216.34",
    "[::]",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::a9fe:a9fe]",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "[fd00:ec2::254]",
    "[2606:2800:220:1::1]",
    "①②⑦.0.0.1",
]

CLOSED = {
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "0.0.0.0": "unspecified",  # noqa: S104 - an address that must be refused, nothing is bound to it
    "10.1.2.3": "private",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.168.0.1": "private",
    "169.254.169.254": "metadata",
    "168.63.129.16": "metadata",
    "100.64.0.1": "CGNAT",
    "100.100.100.200": "CGNAT",
    "192.0.0.192": "reserved",
    "198.18.0.1": "benchmarks",
    "192.0.2.1": "documentation",
    "224.0.0.1": "multicast",
    "239.255.255.250": "multicast",
    "255.255.255.255": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "::ffff:127.0.0.1": "disguise",
    "::ffff:8.8.8.8": "disguise",
    "::7f00:1": "disguise",
    "64:ff9b::a9fe:a9fe": "NAT64",
    "64:ff9b::808:808": "NAT64",
    "64:ff9b:1::1": "NAT64",
    "2002:7f00:1::": "6to4",
    "2001:0:4136:e378::1": "Teredo",
    "2001:db8::1": "documentation",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "fec0::1": "site-local",
    "fd00:ec2::254": "private",
    "ff02::1": "multicast",
    "4000::1": "not global",
    "127.1": "not an IP address",
    "0x7f000001": "not an IP address",
    "": "not an IP address",
}


@pytest.mark.parametrize("url", HOSTILE)
def test_a_hostile_address_is_refused(url):
    with pytest.raises(NotPermitted, match="address refused") as refused:
        checked(url, "brod", SITES)
    assert refused.value.exit_code == 6
    assert "forlik import brod FILE" in refused.value.remedy
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("host", LOCAL)
def test_a_number_or_a_local_name_is_refused_even_when_a_source_declares_it(host):
    bare = host.strip("[]").lower()
    with pytest.raises(NotPermitted, match="address refused"):
        checked(f"https://{host}/file.csv", "brod", frozenset({f"{host}:443", f"{bare}:443"}))


@pytest.mark.parametrize("port", [80, 22, 8443])
def test_an_odd_port_is_refused_even_when_a_source_declares_it(port):
    with pytest.raises(NotPermitted, match=f"the port is {port}"):
        checked(f"https://data.example.org:{port}/", "brod", frozenset({f"data.example.org:{port}"}))


@pytest.mark.parametrize(
    "url",
    [
        PUBLIC,
        "https://data.example.org",
        "https://data.example.org:443/file.csv",
        "HTTPS://DATA.Example.ORG/file.csv",
        "https://data.example.org/a?b=https://evil.example.com/@x",
        "https://data.example.org/a#b",
    ],
)
def test_the_declared_host_is_allowed_in_every_proper_form(url):
    target = checked(url, "brod", SITES)
    assert (target.scheme, target.host, target.port) == ("https", "data.example.org", 443)
    assert target.path.startswith("/")
    assert "#" not in target.path


@pytest.mark.parametrize(("number", "why"), CLOSED.items())
def test_an_address_outside_the_public_internet_is_closed(number, why):
    assert why in closed(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:2800::1"])
def test_a_public_address_is_open(number):
    assert closed(number) == ""


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_whatever_python_calls_private_or_special_is_closed(address):
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_loopback:
        assert closed(str(address))


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_passes_inside_an_ipv6_one(inner):
    for prefix in (0, 0xFFFF << 32, 0x64FF9B << 96, (0x2002 << 112) | (int(inner) << 80)):
        assert closed(str(ipaddress.IPv6Address(prefix | int(inner))))


def test_one_closed_address_among_open_ones_closes_the_host():
    check_numbers("data.example.org:443", ["8.8.8.8"], loopback=False)
    with pytest.raises(NotPermitted, match=r"10\.0\.0\.1, which is private"):
        check_numbers("data.example.org:443", ["8.8.8.8", "10.0.0.1"], loopback=False)


# --- at the connection ---


def test_a_source_on_plain_http_is_refused_unless_a_test_allows_its_loopback_server(shop):
    with pytest.raises(NotPermitted, match="not https"):
        shop.allows(loopback=frozenset()).fetch()
    assert shop.server.connections == 0


@pytest.mark.parametrize("number", ["127.0.0.1", "169.254.169.254", "10.0.0.7", "::1", "64:ff9b::7f00:1"])
def test_a_declared_name_that_leads_inside_is_not_connected_to(shop, number):
    shop.moves(url=PUBLIC).allows(look_up=lambda *_: ("93.184.216.34", number))
    with pytest.raises(NotPermitted, match="no connection was made"):
        shop.fetch()
    assert shop.names() == []


def test_a_test_server_that_leads_outside_is_not_connected_to(shop):
    with pytest.raises(NotPermitted, match="not loopback"):
        shop.allows(look_up=lambda *_: ("93.184.216.34",)).fetch()


def test_a_name_is_looked_up_once_so_that_a_changed_answer_is_never_used(shop, answer):
    asked = []

    def rebinding(host, port):
        asked.append((host, port))
        return ("127.0.0.1",) if len(asked) == 1 else ("169.254.169.254",)

    shop.says(answer(status=503), answer(raw=b""), answer(b"place\n"))
    (got,) = shop.allows(look_up=rebinding).fetch()
    assert got.size == 6
    assert len(shop.server.asked) == 3
    assert asked == [("127.0.0.1", shop.server.port)]


def test_the_connection_goes_to_the_address_that_was_checked(shop, answer):
    # No resolver knows this name: only the checked number can have been connected to.
    site = f"nowhere.invalid:{shop.server.port}"
    shop.moves(url=f"http://{site}/file.csv")
    shop.allows(loopback=frozenset({site}), look_up=lambda *_: ("127.0.0.1",))
    shop.says(answer(b"place\n"))
    shop.fetch()
    assert shop.server.asked[0].headers["host"] == site


def test_the_next_address_is_tried_when_the_first_does_not_answer(shop, answer):
    shop.says(answer(b"place\n"))
    (got,) = shop.allows(look_up=lambda *_: ("127.0.0.2", "::1", "127.0.0.1"), attempts=1).fetch()
    assert got.size == 6


def test_no_proxy_of_the_environment_is_used(shop, answer, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    shop.says(answer(b"place\n"))
    shop.fetch()
    assert len(shop.server.asked) == 1


# --- redirects ---


def moved(answer, to, status=302):
    return answer(b"<html>moved", status=status, headers={"Location": to})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("to", ["/new/file.csv", "file2.csv", "?v=2", "same-host"])
def test_a_redirect_on_the_same_host_is_followed(shop, answer, status, to):
    target = shop.server.url("/x") if to == "same-host" else to
    path = {"/new/file.csv": to, "file2.csv": "/file2.csv", "?v=2": "/file.csv?v=2", "same-host": "/x"}[to]
    shop.says(moved(answer, target, status))
    shop.server.script(path, answer(b"place\n"))
    (got,) = shop.fetch()
    assert got.size == 6
    assert got.url == shop.address.url


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example.com/file.csv",
        "//evil.example.com/file.csv",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:22/",
        "http://[::1]/",
        "http://2130706433/",
        "file:///etc/passwd",
        "https://user@data.example.org/",
        "/\\evil.example.com",
    ],
)
def test_a_redirect_to_anywhere_else_is_refused(shop, answer, to):
    shop.says(moved(answer, to))
    with pytest.raises(NotPermitted, match="address refused"):
        shop.fetch()
    assert shop.names() == []
    assert len(shop.server.asked) == 1


def test_a_redirect_to_another_declared_host_is_followed(shop, answer, start):
    other = start()
    shop.allows(loopback=shop.policy.loopback | {other.site})
    shop.says(moved(answer, other.url("/mirror")))
    other.script("/mirror", answer(b"place\n"))
    (got,) = shop.fetch()
    assert got.size == 6
    assert other.asked[0].headers["host"] == other.site


@pytest.mark.parametrize("to", ["http://[::1", "http://[nonsense]/x", "//[", "https://data.example.org:99999/"])
def test_a_redirect_to_what_is_no_address_is_a_clear_error(shop, answer, to):
    shop.says(moved(answer, to))
    with pytest.raises((SourceUnavailable, NotPermitted)) as refusal:
        shop.fetch()
    assert refusal.value.remedy
    assert shop.names() == []


def test_redirects_end(shop, answer):
    shop.says(moved(answer, "/file.csv"))
    assert "redirects more than 5 times" in shop.refuses()
    assert len(shop.server.asked) == 6


def test_a_redirect_must_say_where_to(shop, answer):
    shop.says(answer(status=302))
    assert "without saying where" in shop.refuses()


# --- tokens ---


@pytest.fixture
def token(shop, tmp_path, monkeypatch):
    file = tmp_path / "tokens"
    file.write_text("# ours\nOTHER=no\nBREAD = s3cret=x \n", encoding="utf-8")
    monkeypatch.setenv("FORLIK_FETCH_TOKENS", str(file))
    shop.moves(token="BREAD")  # noqa: S106 - the name of a token, not a token
    return file


@pytest.mark.usefixtures("token")
def test_a_token_goes_to_the_address_that_needs_it(shop, answer):
    shop.says(answer(b"place\n"))
    (got,) = shop.fetch()
    assert shop.server.asked[0].headers["authorization"] == "Bearer s3cret=x"
    assert "s3cret" not in repr(got)


@pytest.mark.usefixtures("token")
def test_a_token_may_have_a_header_of_its_own(shop, answer):
    shop.moves(token="x-bread-token:BREAD")  # noqa: S106 - the name of a token, not a token
    shop.says(answer(b"place\n"))
    shop.fetch()
    assert shop.server.asked[0].headers["x-bread-token"] == "s3cret=x"
    assert "authorization" not in shop.server.asked[0].headers


@pytest.mark.usefixtures("token")
def test_a_token_is_never_sent_to_another_host(shop, answer, start):
    other = start()
    shop.allows(loopback=shop.policy.loopback | {other.site})
    shop.says(moved(answer, other.url("/mirror")))
    other.script("/mirror", moved(answer, shop.server.url("/back")))
    shop.server.script("/back", answer(b"place\n"))
    shop.fetch()
    assert [request.headers.get("authorization") for request in other.asked] == [None]
    assert [request.headers.get("authorization") for request in shop.server.asked] == ["Bearer s3cret=x"] * 2


@pytest.mark.usefixtures("token")
def test_an_address_without_a_token_sends_none(shop, answer):
    shop.moves(token="")
    shop.says(answer(b"place\n"))
    shop.fetch()
    assert "authorization" not in shop.server.asked[0].headers


@pytest.mark.usefixtures("token")
def test_a_refused_token_is_explained_without_showing_it(shop, answer):
    shop.says(answer(status=401))
    with pytest.raises(SourceUnavailable, match="refuses access") as refused:
        shop.fetch()
    assert "fetch_tokens" in refused.value.remedy
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("content", ["OTHER=x\n", "BREAD=\n", "BREAD=two words\n", "BREAD=søtt\n", "", None])
def test_a_token_that_is_missing_or_cannot_be_sent_is_told_before_asking(shop, token, content):
    token.unlink()
    if content is not None:
        token.write_text(content, encoding="utf-8")
    with pytest.raises(NotPermitted, match="token"):
        shop.fetch()
    assert shop.server.connections == 0


def test_without_a_file_of_tokens_its_setting_is_named(shop):
    with pytest.raises(NotPermitted, match="needs the token BREAD") as refused:
        shop.moves(token="BREAD").fetch()  # noqa: S106 - the name of a token, not a token
    assert "fetch_tokens" in refused.value.remedy


# --- TLS ---


@pytest.fixture
def secure(shop, start, certificate):
    """The shop behind TLS as data.example.org, on a loopback port."""
    cert, key = certificate
    seen = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    context.sni_callback = lambda _socket, name, _context: seen.append(name)
    server = start(context)
    site = f"data.example.org:{server.port}"
    shop.moves(url=f"https://{site}/file.csv")
    shop.allows(
        loopback=frozenset({site, f"other.example.org:{server.port}"}),
        look_up=lambda *_: ("127.0.0.1",),
        trust=lambda: ssl.create_default_context(cafile=str(cert)),
        read_s=2.0,
    )
    shop.server, shop.seen = server, seen
    return shop


def test_a_checked_number_is_asked_under_the_host_s_own_name(secure, answer):
    secure.says(answer(b"place\n"))
    (got,) = secure.fetch()
    assert got.size == 6
    assert secure.seen == ["data.example.org"]
    assert secure.server.asked[0].headers["host"] == f"data.example.org:{secure.server.port}"


def test_a_host_with_another_s_certificate_is_refused_at_once(secure):
    secure.moves(url=secure.address.url.replace("data.", "other."))
    assert "no valid certificate" in secure.refuses()
    assert secure.server.asked == []
    assert secure.time.waits == []


def test_a_certificate_nobody_vouches_for_is_refused(secure):
    assert "no valid certificate" in secure.refuses(trust=ssl.create_default_context)
    assert secure.server.asked == []


def test_a_redirect_from_https_to_http_is_refused(secure, answer):
    secure.says(moved(answer, "http://data.example.org/file.csv"))
    with pytest.raises(NotPermitted, match="not https"):
        secure.fetch()
