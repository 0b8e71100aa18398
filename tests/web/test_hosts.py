import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/nothing", "/v1/me", "/health"])
def test_another_host_name_than_ours_is_400(client, settings, path):
    settings.DEBUG = False
    client.raise_request_exception = False
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 400
