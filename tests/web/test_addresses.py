import pytest

from web.addresses import Private, may_reach


@pytest.mark.parametrize(
    "address",
    """
    0.0.0.0 0.1.2.3 10.1.2.3 100.64.0.1 127.0.0.1 127.8.8.8 169.254.169.254 172.16.0.1 192.0.0.8
    192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b:1::1 100::1
    2001::1 2001:db8::1 2002:7f00:1::1 3fff::1 5f00::1 fc00::1 fd12::1 fe80::1 fe80::1%eth0
    fec0::1 ff02::1
    """.split(),
)
def test_addresses_that_are_not_public_are_refused(address):
    assert not may_reach("example.com", address, 443, [])


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111"])
def test_public_addresses_may_be_reached(address):
    assert may_reach("example.com", address, 443, [])


@pytest.mark.parametrize(
    ("entry", "host", "address", "port"),
    [
        ("ollama", "ollama", "10.0.0.5", 80),
        ("Ollama:11434", "ollama", "10.0.0.5", 11434),
        ("ollama:11434", "ollama.", "10.0.0.5", 11434),
        ("10.0.0.5", "models.example", "10.0.0.5", 8000),
        ("10.0.0.5:8000", "models.example", "10.0.0.5", 8000),
        ("10.0.0.0/8", "models.example", "10.9.9.9", 8000),
        ("[::1]:8000", "localhost", "::1", 8000),
        ("::1", "localhost", "::1", 8000),
    ],
)
def test_a_named_private_host_may_be_reached(entry, host, address, port):
    assert may_reach(host, address, port, [entry])


@pytest.mark.parametrize(
    ("entry", "host", "address", "port"),
    [
        ("ollama:11434", "ollama", "10.0.0.5", 22),
        ("ollama:11434", "evil.example", "10.0.0.5", 11434),
        ("10.0.0.5:8000", "models.example", "10.0.0.5", 22),
        ("10.0.0.5", "models.example", "10.0.0.6", 8000),
        ("127.0.0.1", "localhost", "::1", 8000),
    ],
)
def test_nothing_beside_the_named_one(entry, host, address, port):
    assert not may_reach(host, address, port, [entry])


@pytest.mark.parametrize("entry", ["", "http://ollama", "ollama:port", "a@b", "ollama:99999", "/x"])
def test_an_entry_that_means_nothing_is_an_error(entry):
    with pytest.raises(ValueError, match=r"."):
        Private.read(entry)
