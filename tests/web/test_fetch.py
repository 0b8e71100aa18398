"""The outgoing client against servers on loopback that misbehave, and against its resolver."""

import logging
import socket
import ssl
from itertools import chain, repeat

import anyio
import httpcore
import pytest
import trustme
from django.conf import settings as real

from tests.stub import reply, stub
from web import fetch as module
from web.fetch import Forbidden, Limits, TimedOut, TooLarge, Unreachable, fetch
from web.guard import Guard

HEAD = b"HTTP/1.1 200 OK\r\n\r\n"
QUICK = Limits(connect=0.3, total=0.3)


@pytest.fixture
def named(settings):
    """named("models.example"): the installation names these private hosts; loopback at first."""
    settings.PRIVATE_HOSTS = ["127.0.0.1"]

    def name(*hosts):
        settings.PRIVATE_HOSTS = list(hosts)

    return name


def trickle(asked, connection):
    """A byte every 50 ms, so that no single wait is long."""
    for byte in chain(HEAD, repeat(120)):
        connection.sendall(bytes([byte]))
        connection.settimeout(0.05)
        try:
            if not connection.recv(1):
                return
        except TimeoutError:
            connection.settimeout(10)


def silent(asked, connection):
    connection.recv(1)  # until the client leaves


def test_an_answer_is_status_headers_and_body(named):
    with stub(reply(b"fine", status="418 Teapot", X_Kind="tea")) as server:
        answer = fetch("POST", f"{server.url}/pot?n=1", headers={"X-Key": "k"}, content=b"water")
    assert (answer.status, answer.body, answer.headers["x-kind"]) == (418, b"fine", "tea")
    [asked] = server.asked
    assert asked.line == "POST /pot?n=1 HTTP/1.1"
    assert asked.body == b"water"
    assert asked.headers["x-key"] == "k"
    assert asked.headers["accept-encoding"] == "identity"
    assert asked.headers["user-agent"] == f"Parley/{real.VERSION}"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "0", "[::ffff:7f00:1]"]
)
def test_loopback_is_refused_however_it_is_written(host):
    with stub(reply()) as server, pytest.raises((Forbidden, Unreachable)):
        fetch("GET", f"http://{host}:{server.port}/")
    assert server.connections == 0


@pytest.mark.parametrize(
    "url",
    """file:///etc/passwd ftp://example.com/ gopher://example.com/ //example.com http:// http:///x
    javascript:1 http://user:word@example.com/ http://example.com:99999/ http://exa\x00mple/""".split(),
)
def test_other_addresses_are_refused(url):
    with pytest.raises(Forbidden):
        fetch("GET", url)


def test_a_name_of_a_private_address_is_refused():
    with stub(reply()) as server, pytest.raises(Forbidden, match="PARLEY_PRIVATE_HOSTS"):
        fetch("GET", f"http://models.example:{server.port}/", resolve=lambda *_: ["127.0.0.1"])
    assert server.connections == 0


class Network(httpcore.AsyncNetworkBackend):
    """Notes where a connection was to go, and refuses it."""

    def __init__(self):
        self.dialled = []

    async def connect_tcp(self, host, port, *_):
        self.dialled.append(host)
        raise httpcore.ConnectError()


def dial(answers):
    """Where Guard goes when the resolver gives these answers, one a look-up."""
    network, answers = Network(), iter(answers)
    guard = Guard(resolve=lambda *_: next(answers), network=network)
    with pytest.raises((httpcore.ConnectError, Forbidden)):
        anyio.run(guard.connect_tcp, "rebind.example", 80)
    return network.dialled


def test_a_name_that_changes_after_the_check_is_not_followed():
    assert dial([["93.184.216.34"], ["127.0.0.1"]]) == ["93.184.216.34"]


def test_private_addresses_beside_public_ones_are_left_out():
    assert dial([["10.0.0.1", "93.184.216.34", "::1", "1.1.1.1"]]) == ["93.184.216.34", "1.1.1.1"]


def test_the_host_of_the_url_stays_in_the_request(named):
    with stub(reply()) as server:
        host = f"models.example:{server.port}"
        named(host)
        fetch("GET", f"http://{host}/", resolve=lambda *_: ["127.0.0.1"])
    assert server.asked[0].headers["host"] == host


@pytest.fixture
def authority(monkeypatch, tmp_path):
    """A certificate authority that this machine trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    module.certificates.cache_clear()
    yield authority
    module.certificates.cache_clear()


def speaking_for(authority, name):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    context.seen = []
    context.sni_callback = lambda _socket, name, _context: context.seen.append(name)
    return context


def test_tls_is_verified_by_the_name_and_not_the_address(named, authority):
    tls = speaking_for(authority, "models.example")
    with stub(reply(b"safe"), tls) as server:
        named("models.example")
        url = f"https://models.example:{server.port}/"
        assert fetch("GET", url, resolve=lambda *_: ["127.0.0.1"]).body == b"safe"
    assert tls.seen == ["models.example"]


def test_a_certificate_of_another_name_is_refused(named, authority):
    with stub(reply(), speaking_for(authority, "other.example")) as server:
        named("models.example")
        url = f"https://models.example:{server.port}/"
        with pytest.raises(Unreachable, match="certificate"):
            fetch("GET", url, resolve=lambda *_: ["127.0.0.1"])
    assert server.asked == []


@pytest.mark.parametrize("answer", [silent, trickle], ids=["silent", "trickling"])
def test_a_slow_server_is_left_in_time(named, answer):
    with stub(answer) as server, pytest.raises(TimedOut):
        fetch("GET", server.url, limits=QUICK)


def test_a_resolver_that_hangs_is_left_in_time():
    with stub(silent) as server, socket.create_connection(("127.0.0.1", server.port)) as hanging:
        hanging.settimeout(10)
        with pytest.raises(TimedOut):
            fetch("GET", "http://slow.example/", limits=QUICK, resolve=lambda *_: hanging.recv(1))


def test_an_unknown_name_is_told():
    def unknown(host, port):
        raise socket.gaierror("unknown")

    with pytest.raises(Unreachable, match=r"nowhere\.example has no known address"):
        fetch("GET", "http://nowhere.example/", resolve=unknown)


def endless(asked, connection):
    connection.sendall(HEAD)
    while True:
        connection.sendall(b"x" * 65536)


def endless_head(asked, connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: " + b"x" * 1000 + b"\r\n")


@pytest.mark.parametrize("answer", [endless, reply(b"x" * 1001)], ids=["endless", "huge"])
def test_a_large_answer_is_cut_off(named, answer):
    with stub(answer) as server, pytest.raises(TooLarge, match="1,000 bytes"):
        fetch("GET", server.url, limits=Limits(size=1000))


@pytest.mark.parametrize(
    "answer",
    [
        endless_head,
        lambda asked, connection: connection.sendall(b"SSH-2.0-OpenSSH\r\n"),
        lambda asked, connection: connection.sendall(HEAD.replace(b"\r\n\r\n", b"\r\nContent-")),
        lambda asked, connection: connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf"
        ),
        lambda asked, connection: None,
    ],
    ids=["endless head", "not HTTP", "half a head", "half a body", "nothing"],
)
def test_what_is_no_answer_is_told(named, answer):
    with stub(answer) as server, pytest.raises(Unreachable, match=r"^127\.0\.0\.1"):
        fetch("GET", server.url)


def test_a_redirect_is_an_answer_and_not_followed(named):
    with stub(reply(status="302 Found", Location="/there")) as server:
        assert fetch("GET", server.url).status == 302
    assert len(server.asked) == 1


def test_redirects_are_followed_as_often_as_allowed_and_checked(named):
    def hop(asked, connection):
        location = {"GET / HTTP/1.1": "/2", "GET /2 HTTP/1.1": f"http://127.0.0.2:{server.port}/"}
        reply(status="302 Found", Location=location[asked.line])(asked, connection)

    with stub(hop) as server:
        with pytest.raises(Forbidden, match="redirects too often"):
            fetch("GET", server.url, limits=Limits(redirects=1))
        with pytest.raises(Forbidden, match=r"127\.0\.0\.2"):
            fetch("GET", server.url, limits=Limits(redirects=2))


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://example.com/"])
def test_a_redirect_to_another_scheme_is_refused(named, location):
    with stub(reply(status="302 Found", Location=location)) as server, pytest.raises(Forbidden):
        fetch("GET", server.url, limits=Limits(redirects=3))


def test_proxies_and_netrc_of_the_environment_are_not_used(named, monkeypatch, tmp_path):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ada password s3cret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with stub(reply(b"own")) as server, stub(reply(b"proxy")) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert fetch("GET", server.url).body == b"own"
    assert "authorization" not in server.asked[0].headers


def test_a_compressed_bomb_stays_compressed(named):
    with stub(reply(b"\x1f\x8b not unpacked", Content_Encoding="gzip")) as server:
        assert fetch("GET", server.url).body == b"\x1f\x8b not unpacked"


def test_no_secret_is_logged_or_told(named, caplog):
    """Whether it is in a header, the path or the query, and whether it may be sent or not."""
    caplog.set_level(logging.DEBUG)
    for name in real.LOGGING["loggers"]:  # caplog's level is the root's
        logging.getLogger(name).setLevel(real.LOGGING["loggers"][name]["level"])
    told = []
    with stub(reply()) as server, stub(lambda *_: None) as silent_server:
        for url in (server.url, silent_server.url, "http://127.0.0.9:1"):
            for header in ("Bearer s3cret", "Bearer s3cret\nX: y", "Bearer s3crét\u2028"):
                try:
                    fetch("GET", f"{url}/s3cret?k=s3cret", headers={"Authorization": header})
                except module.NotFetched as error:
                    told.append(f"{error!r} {error.__cause__!r}")
    assert told
    assert "s3cret" not in caplog.text + "".join(told)
