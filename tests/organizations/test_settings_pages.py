"""Projects, the organization itself, and what the settings' frame shows."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from organizations.models import AuditEvent, Project, Role
from organizations.tenancy import within
from organizations.zones import zone_choices, zone_label
from tests.factories import ApiKeyFactory, ProjectFactory

PAGE = "/o/acme/settings/"


def test_lists_the_organizations_own_projects(client, owner, project, rival):
    theirs = ProjectFactory(organization=rival, name="Their plans")
    ApiKeyFactory(organization=project.organization, project=project)
    page = client.get(PAGE + "projects/").content.decode()
    assert "Default" in page
    assert "1 key" in page
    assert theirs.name not in page


def test_a_new_project_takes_its_slug_from_its_name(client, owner, acme):
    client.post(PAGE + "projects/new/", {"name": "Voice Bots"})
    assert Project.objects.of(acme).get(name="Voice Bots").slug == "voice-bots"


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "默认"}, {"name": "Default"}])
def test_a_project_without_a_name_or_a_slug_of_its_own_is_refused(client, owner, acme, wrong):
    page = client.post(PAGE + "projects/new/", wrong).content.decode()
    assert 'class="wrong"' in page
    assert Project.objects.of(acme).count() == 1


def test_renaming_leaves_the_slug(client, owner, project):
    client.post(f"{PAGE}projects/{project.pk}/rename/", {"name": "Web"})
    project.refresh_from_db()
    assert (project.slug, project.name) == ("default", "Web")


def test_a_project_of_another_organization_can_not_be_renamed(client, owner, rival):
    theirs = Project.objects.of(rival).get()
    answer = client.post(f"{PAGE}projects/{theirs.pk}/rename/", {"name": "Ours"})
    assert answer.status_code == 404


@pytest.mark.parametrize("count", [1, 20])
def test_costs_the_same_queries_however_many_projects(
    client, owner, acme, count, django_assert_num_queries
):
    ProjectFactory.create_batch(count, organization=acme)
    # session, user, membership; savepoint, setting, projects, memberships, totals, release,
    # setting
    with django_assert_num_queries(11):
        client.get(PAGE + "projects/")


def test_the_organizations_name_and_time_zone_change(client, owner, acme):
    form = {"name": "Acme & Sons", "time_zone": "Europe/Istanbul"}
    page = client.post(PAGE + "organization/", form, follow=True).content.decode()
    acme.refresh_from_db()
    assert (acme.name, acme.time_zone) == ("Acme & Sons", "Europe/Istanbul")
    assert "Saved." in page
    with within(acme):
        assert AuditEvent.objects.get(act="organization.changed").detail == form


def test_a_time_zone_that_there_is_not_is_refused(client, owner, acme):
    form = {"name": "Acme", "time_zone": "Mars/Olympus"}
    assert 'class="wrong"' in client.post(PAGE + "organization/", form).content.decode()
    acme.refresh_from_db()
    assert acme.time_zone == "UTC"


def test_the_slug_is_shown_and_does_not_change(client, owner, acme):
    page = client.post(PAGE + "organization/", {"name": "A", "time_zone": "UTC", "slug": "b"})
    acme.refresh_from_db()
    assert acme.slug == "acme"
    assert "<code>acme</code>" in client.get(page.url).content.decode()


def test_time_zones_are_grouped_and_the_one_that_is_set_is_among_them():
    choices = zone_choices(timezone.now(), also="Turkey")
    assert [value for value, _ in choices[:2]] == ["Turkey", "UTC"]
    assert ("Europe/Istanbul", "Istanbul (UTC+03:00)") in dict(choices)["Europe"]


def test_a_time_zone_is_labelled_by_place_and_present_offset():
    summer = datetime(2026, 7, 1, tzinfo=UTC)
    label = zone_label("America/Argentina/Buenos_Aires", summer)
    assert label == "Argentina, Buenos Aires (UTC-03:00)"
    assert zone_label("Europe/Berlin", summer) == "Berlin (UTC+02:00)"


def test_times_are_shown_in_the_organizations_zone(client, owner, acme):
    acme.time_zone = "Pacific/Auckland"
    acme.save()
    assert 'data-zone="Pacific/Auckland"' in client.get(PAGE + "members/").content.decode()


@pytest.mark.parametrize(
    ("role", "tabs"),
    [
        (Role.OWNER, ["Members", "API keys", "Projects", "Organization"]),
        (Role.ADMIN, ["Members", "API keys"]),
        (Role.VIEWER, ["Members"]),
    ],
)
def test_only_the_tabs_that_a_role_may_open_are_there(client, owner, role, tabs):
    owner.role = role
    owner.save()
    page = client.get(PAGE + "members/").content.decode()
    nav = page.split('aria-label="Settings"')[1].split("</nav>")[0]
    assert [
        tab for tab in ["Members", "API keys", "Projects", "Organization"] if tab in nav
    ] == tabs


def test_the_address_above_the_pages_leads_to_the_first(client, member):
    assert client.get(PAGE).url == "/o/acme/settings/members/"
