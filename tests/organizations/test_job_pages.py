import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertTemplateUsed

from organizations import jobs, kinds
from organizations.kinds import JobKind
from organizations.models import Job, Role
from organizations.pages import jobs as pages
from organizations.tenancy import within
from tests.factories import MembershipFactory
from tests.organizations.test_jobs import again

HERE = "/o/acme/jobs/"
COUNTING = JobKind(
    title=lambda job: f"Counting {job.params['what']}",
    run=lambda work: {},
    template="organizations/_job_state.html",
)


@pytest.fixture(autouse=True)
def counting(monkeypatch):
    monkeypatch.setitem(kinds._places, "count", f"{__name__}.COUNTING")


def begin(organization, what="sheep", **more):
    return jobs.start(organization, "count", {"what": what}, **more)


def change(job, **columns):
    with within(job.organization):
        Job.objects.filter(pk=job.pk).update(**columns)


def test_shows_the_organizations_own_jobs(client, acme, rival, member):
    begin(acme, "ours", by=member.user)
    begin(rival, "theirs")
    answer = client.get(HERE)
    assertContains(answer, "Counting ours")
    assertContains(answer, str(member.user))
    assertNotContains(answer, "theirs")


def test_a_rivals_job_is_404(client, acme, rival, member):
    assert client.get(f"{HERE}{begin(rival).public_id}/").status_code == 404


def test_htmx_gets_only_the_list(htmx, acme, member):
    answer = htmx(HERE)
    assertTemplateUsed(answer, "organizations/_jobs.html")
    assertNotContains(answer, "<html")


def test_pages_are_cut_by_position(client, acme, member, monkeypatch):
    monkeypatch.setattr(pages, "ROWS", 2)
    made = [begin(acme, f"flock {n}") for n in range(3)]
    first = client.get(HERE)
    assertContains(first, "flock 2")
    assertNotContains(first, "flock 0")
    older = f"?before={made[1].pk}"
    assertContains(first, older)
    second = client.get(HERE + older)
    assertContains(second, "flock 0")
    assertNotContains(second, "flock 1")


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 40, "9" * 5000, "٣"])
def test_a_position_that_there_is_not_is_no_fault(client, acme, member, before):
    assert client.get(HERE, {"before": before}).status_code == 200


@pytest.mark.parametrize("count", [1, 20])
def test_costs_the_same_statements_however_many_jobs(client, acme, member, statements, count):
    for _ in range(count):
        begin(acme, by=member.user)
    with statements() as made:
        client.get(HERE)
    assert len(made) <= 7, made


def test_a_running_job_shows_how_far_it_is_and_asks_again(client, acme, member):
    job = begin(acme)
    work = jobs.claim(acme, job.public_id)
    long_ago = timezone.now() - timezone.timedelta(seconds=100_000)  # some more make no difference
    change(job, done=2_000_000, total=5_000_000, started_at=long_ago)
    answer = client.get(f"{HERE}{work.job.public_id}/")
    assertContains(answer, '<progress max="5000000" value="2000000"')
    assertContains(answer, "2,000,000 of 5,000,000")
    assertContains(answer, "20 a second")
    assertContains(answer, "about 41 h 40 min left")
    assertContains(answer, f'<job-progress data-url="{HERE}{job.public_id}/">')


def test_an_ended_job_asks_no_more(client, acme, member):
    job = begin(acme)
    jobs.run(acme, job.public_id)
    answer = client.get(f"{HERE}{job.public_id}/")
    assertContains(answer, "Done")
    assertNotContains(answer, "<job-progress")
    assertNotContains(answer, "Cancel it")


def test_a_failed_job_says_why(client, acme, member):
    job = begin(acme)
    change(job, state="failed", error="The <file> is gone.", finished_at=timezone.now())
    assertContains(client.get(f"{HERE}{job.public_id}/"), "The &lt;file&gt; is gone.")


def test_whoever_began_it_cancels_it(client, acme, member):
    job = begin(acme, by=member.user)
    assertContains(client.get(f"{HERE}{job.public_id}/"), "Cancel “Counting sheep”?")
    client.post(f"{HERE}{job.public_id}/cancel/")
    assert again(job).state == "cancelled"


def test_a_reviewer_does_not_cancel_what_another_began(client, acme, member):
    job = begin(acme, by=MembershipFactory(organization=acme).user)
    assertNotContains(client.get(f"{HERE}{job.public_id}/"), "Cancel “")
    assert client.post(f"{HERE}{job.public_id}/cancel/").status_code == 403
    assert again(job).state == "queued"


def test_an_admin_cancels_what_another_began(client, acme, member):
    member.role = Role.ADMIN
    member.save()
    job = begin(acme)
    jobs.claim(acme, job.public_id)
    client.post(f"{HERE}{job.public_id}/cancel/")
    assert again(job).cancel_asked_at
    assertContains(client.get(f"{HERE}{job.public_id}/"), "Stopping")


def test_an_ended_job_is_not_cancelled(client, acme, member):
    job = begin(acme, by=member.user)
    jobs.run(acme, job.public_id)
    client.post(f"{HERE}{job.public_id}/cancel/")
    assert again(job).state == "done"
