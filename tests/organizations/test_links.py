import pytest

PAGE = "/o/acme/settings/organization/"


@pytest.fixture
def save(client, owner, acme):
    def save(**more):
        page = client.post(PAGE, {"name": "Acme", "time_zone": "UTC", **more})
        acme.refresh_from_db()
        return page

    return save


def test_links_are_kept_and_emptied(acme, save):
    save(trace_url="https://traces.example/{id}?tab=all", vapi_url="http://vapi.internal:8080/{id}")
    assert acme.trace_url == "https://traces.example/{id}?tab=all"
    assert acme.vapi_url == "http://vapi.internal:8080/{id}"
    save()
    assert acme.trace_url is None


@pytest.mark.parametrize(
    "wrong",
    ["javascript:alert('{id}')", "https://traces.example/", "traces/{id}", "https:// /{id}"],
)
def test_what_leads_nowhere_is_refused_and_stays_typed(acme, save, wrong):
    page = save(trace_url=wrong)
    assert page.context["form"]["trace_url"].value() == wrong
    assert page.context["form"].errors["trace_url"]
    assert acme.trace_url is None
