"""Settings, Tags: the list, its forms, merging with a look before, archiving and the way back."""

from uuid import uuid4

import pytest

from annotations import merge, tags
from annotations.annotate import tag
from annotations.models import Tag
from annotations.pages import vocabulary
from organizations import jobs
from organizations.actors import Actor
from organizations.models import Job, Role
from organizations.tenancy import within
from tests.talk import chat, names_on

PAGE = "/o/acme/settings/tags/"
HOSTILE = '<script>alert("x")</script>{{ 7|add:7 }}\u202e'


@pytest.fixture
def late(acme, ada):
    return tags.make(acme, "late", ada, "red", "Later than promised")


def of(tag, act):
    return f"{PAGE}{tag.public_id}/{act}/"


def kept(acme, **columns):
    with within(acme):
        return Tag.objects.of(acme).filter(**columns).first()


def test_the_list_tells_uses_description_colour_and_who_made_it(client, member, project, ada, late):
    talk = chat(project, "Hello", tags=["sent"])
    tag(talk, ["late"], ada)
    page = client.get(PAGE).content.decode()
    assert "Later than promised" in page
    assert 'data-colour="red"' in page
    assert "Ada Lovelace" in page
    assert '<span class="tag">API</span>' in page


def test_who_may_not_manage_tags_sees_no_way_to(client, member, late):
    assert of(late, "edit") not in client.get(PAGE).content.decode()
    member.role = Role.ADMIN
    member.save()
    assert of(late, "edit") in client.get(PAGE).content.decode()


def test_another_organizations_tags_are_not_shown_nor_changed(client, admin, rival, ada):
    theirs = tags.make(rival, "their secret", ada)
    assert "their secret" not in client.get(PAGE).content.decode()
    for act in ("edit", "merge", "archive", "restore", "delete"):
        assert client.post(of(theirs, act), {"name": "x", "colour": "red"}).status_code == 404


def test_an_empty_vocabulary_says_how_it_is_filled(client, member):
    assert "No tags yet" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("count", [1, 20])
def test_costs_the_same_statements_however_many_tags(client, admin, project, statements, count):
    for number in range(count):
        chat(project, "Hello", tags=[f"tag {number}"])
    with statements() as made:
        client.get(PAGE)
    assert len(made) == 8, made  # session, user, membership, count, tags, menu's three


def test_a_tag_is_found_by_part_of_its_name_and_sorted_by_uses(client, member, project, ada, late):
    chat(project, "Hello", tags=["important", "lately"])
    page = client.get(f"{PAGE}?q=LATE&sort=uses").content.decode()
    assert "important" not in page
    assert page.index("lately") < page.index(">late<")
    assert "No tag has “nothing”" in client.get(f"{PAGE}?q=nothing").content.decode()


def test_a_long_vocabulary_has_pages_and_tells_its_number(client, member, acme, monkeypatch):
    with within(acme):
        Tag.objects.bulk_create(
            Tag(organization=acme, name=f"tag {n}", key=f"tag {n}") for n in range(10, 35)
        )
    monkeypatch.setattr(vocabulary, "PER_PAGE", 10)
    first = client.get(f"{PAGE}?q=tag&sort=uses").text
    assert "25 tags" in first
    assert "1 to 10 are shown" in first
    assert "?q=tag&amp;sort=uses&amp;page=2" in first
    last = client.get(f"{PAGE}?page=9").text  # none so far back
    assert "21 to 25 are shown" in last
    assert "tag 34" in last
    assert 'rel="next"' not in last


def test_a_tag_is_made_by_who_made_it(client, admin, acme):
    made = client.post(f"{PAGE}new/", {"name": " very  late ", "colour": "blue"})
    assert made["Location"] == PAGE
    row = kept(acme, key="very late")
    assert (row.colour, row.source, row.made_by) == ("blue", "person", str(admin.user))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": "LATE"}, "There is a tag “late” already."),
        ({"name": " "}, "This field is required."),
        ({"name": "x" * 256}, "at most 255 characters"),
        ({"name": "a\0b"}, "Null characters are not allowed."),
        ({"colour": "pink"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    client, admin, acme, late, wrong, says
):
    form = {"name": "new", "colour": "blue", "description": "Typed with care"} | wrong
    page = client.post(f"{PAGE}new/", form).content.decode()
    assert says in page
    assert f'id="id_{next(iter(wrong))}_error"' in page
    assert "Typed with care" in page
    assert kept(acme, colour="blue") is None


def test_a_new_name_colour_and_description(client, admin, acme, conversation, late):
    tag(conversation, ["late"], Actor(admin.user))
    form = {"name": "Delayed", "colour": "green", "description": ""}
    page = client.post(of(late, "edit"), form, follow=True).content.decode()
    assert "“late” is now “Delayed”." in page
    row = kept(acme, pk=late.pk)
    assert (row.name, row.colour, row.description) == ("Delayed", "green", "")
    with within(acme):
        assert names_on(conversation) == ["Delayed"]


def test_a_name_that_is_taken_offers_to_merge(client, admin, acme, ada, late):
    tags.make(acme, "delayed", ada)
    page = client.post(of(late, "edit"), {"name": "Delayed", "colour": "red"}).content.decode()
    assert f"{of(late, 'merge')}?into=delayed" in page


def test_merging_tells_first_what_changes_and_then_does_it(client, admin, acme, project, ada, late):
    both, one = chat(project, "Hello", tags=["late", "delayed"]), chat(project, "Hm", tags=["late"])
    page = client.get(of(late, "merge"), {"into": "DELAYED"}).content.decode()
    assert "<b>2 conversations</b> get " in page
    assert "1 of them has both" in page
    assert kept(acme, key="late")
    client.post(of(late, "merge"), {"into": "delayed"})
    assert kept(acme, key="late") is None
    with within(acme):
        assert [names_on(talk) for talk in (both, one)] == [["delayed"], ["delayed"]]


@pytest.mark.parametrize("into", ["late", "nothing", "", "x" * 300])
def test_a_tag_is_merged_into_another_that_is_in_use_alone(client, admin, acme, late, into):
    page = client.post(of(late, "merge"), {"into": into}).content.decode()
    assert 'id="id_into_error"' in page
    assert kept(acme, key="late")


def test_an_archived_tag_can_be_brought_back_at_once(client, admin, acme, conversation, late):
    tag(conversation, ["late"], Actor(admin.user))
    page = client.post(of(late, "archive"), follow=True).content.decode()
    assert "is archived: it is offered no more, and stays where it is (1 use)" in page
    assert of(late, "restore") in page
    assert kept(acme, key="late").is_archived
    client.post(of(late, "restore"))
    assert not kept(acme, key="late").is_archived
    with within(acme):
        assert names_on(conversation) == ["late"]


def test_only_what_nothing_bears_is_deleted(client, admin, acme, conversation, ada, late):
    tag(conversation, ["late"], ada)
    assert "has 1 use." in client.post(of(late, "delete")).content.decode()
    typo = tags.make(acme, "typo", ada)
    assert "“typo” is deleted." in client.post(of(typo, "delete"), follow=True).content.decode()
    assert kept(acme, key="typo") is None


def test_hostile_names_are_shown_as_they_are(client, admin, acme, ada):
    tags.make(acme, HOSTILE, ada, description=HOSTILE)
    other = tags.make(acme, "other", ada)
    for page in (PAGE, of(kept(acme, name=HOSTILE), "edit"), of(other, "merge")):
        shown = client.get(page).content.decode()
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert(" in shown


@pytest.mark.parametrize("act", ["edit", "merge", "archive", "restore", "delete"])
def test_a_tag_that_is_gone_is_404(client, admin, act):
    assert client.post(f"{PAGE}{uuid4()}/{act}/").status_code == 404


class TestMany:
    """Where many conversations bear a tag, a job moves them."""

    @pytest.fixture(autouse=True)
    def few_are_many(self, monkeypatch):
        monkeypatch.setattr(merge, "MANY", 2)
        monkeypatch.setattr(merge, "BATCH", 2)

    @pytest.fixture
    def talks(self, project):
        return [chat(project, f"Hello {n}", tags=["late", f"n{n}"]) for n in range(5)]

    def tagged(self, acme, talks):
        with within(acme):
            return [sorted(names_on(talk)) for talk in talks]

    def run(self, acme):
        job = Job.objects.of(acme).get()
        jobs.run(acme, job.public_id)
        with within(acme):
            return Job.objects.of(acme).get()

    def test_a_merge_is_done_by_a_worker_in_batches(self, client, admin, acme, talks, ada):
        tags.make(acme, "delayed", ada)
        late = kept(acme, key="late")
        answer = client.post(of(late, "merge"), {"into": "delayed"})
        with within(acme):
            job = self.run(acme)
        assert answer["Location"] == f"/o/acme/jobs/{job.public_id}/"
        assert (job.state, job.result) == ("done", {"conversations": 5})
        assert self.tagged(acme, talks) == [["delayed", f"n{n}"] for n in range(5)]
        assert kept(acme, key="late") is None
        assert "5 conversations changed." in client.get(answer["Location"]).content.decode()

    def test_a_merge_that_was_cut_off_is_ended_by_the_next_run(self, acme, talks, ada, monkeypatch):
        into = tags.make(acme, "delayed", ada)
        with within(acme):
            late = tags.held(acme, kept(acme, key="late"))[0]
            merge._move(late, into, 2)
            monkeypatch.setattr(merge, "MANY", 1)
            assert merge.merge(late, into, ada).kind == "merge_tags"
            assert self.run(acme).state == "done"
        assert self.tagged(acme, talks) == [["delayed", f"n{n}"] for n in range(5)]

    def test_a_merge_into_what_is_gone_says_so(self, acme, talks, ada):
        into = tags.make(acme, "delayed", ada)
        with within(acme):
            late = tags.held(acme, kept(acme, key="late"))[0]
            merge.merge(late, into, ada)
            tags.delete(into, ada)
            job = self.run(acme)
        assert job.state == "failed"
        assert job.error.startswith("The tag “delayed” is gone.")
        assert kept(acme, key="late").is_archived

    def test_a_new_name_needs_no_job(self, client, admin, acme, talks, finds):
        form = {"name": "Delayed", "colour": "grey"}
        page = client.post(of(kept(acme, key="late"), "edit"), form, follow=True).content.decode()
        assert "“late” is now “Delayed”." in page
        assert finds("delayed") == [f"hello {n}" for n in range(5)]
        assert not Job.objects.of(acme).exists()

    def test_a_job_of_an_older_version_for_a_new_name_is_shown_and_ends(self, client, admin, acme):
        with within(acme):
            params = {"tag": 1, "from": "late", "name": "Delayed"}
            jobs.start(acme, "rename_tag", params)
            assert self.run(acme).state == "done"
        assert "Renaming “late” to “Delayed”" in client.get("/o/acme/jobs/").content.decode()
