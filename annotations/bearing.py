"""What bears a tag, and its search documents, which say the tag's name."""

from annotations.holding import hold
from annotations.models import Tag, Tagging
from conversations import document
from organizations.kinds import JobKind
from organizations.tenancy import within
from organizations.work import Work

RENAME = "rename_tag"
MANY = 2000  # conversations: about what a page can wait for
BATCH = 1000


def conversations(tag: Tag):
    """The keys of the conversations that bear the tag, or whose turns do, in their order."""
    taggings = Tagging.objects.of(tag.organization).filter(tag=tag)
    return taggings.values_list("conversation", flat=True).distinct().order_by("conversation")


def is_many(tag: Tag) -> bool:
    """Whether so many bear it that a job has to change their documents."""
    return conversations(tag)[MANY : MANY + 1].exists()


def rewrite(organization, keys):
    """Put the tags of these conversations anew into their search documents, a batch at a time."""
    keys = list(keys)
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        hold(organization, batch)
        rows = Tagging.objects.of(organization).filter(conversation__in=batch).order_by("pk")
        texts = {key: [] for key in batch}
        for key, name in rows.values_list("conversation", "tag__name"):
            texts[key].append(name)
        texts = {key: "\n".join(dict.fromkeys(names)) for key, names in texts.items()}
        document.put_part(organization, "tags", texts)


def follow_name(work: Work) -> dict:
    """The documents of all that bear a renamed tag; each batch for itself, safe to repeat."""
    organization, params = work.job.organization, work.job.params
    done, last = 0, None
    with within(organization):
        tag = Tag.objects.of(organization).filter(pk=params["tag"]).first()
        if tag is None:  # deleted, or merged: then its documents were put anew
            return {"conversations": 0}
        tag.organization = organization
        total = conversations(tag).count()
    while True:
        with within(organization):
            keys = conversations(tag).filter(conversation__gt=last) if last else conversations(tag)
            keys = list(keys[:BATCH])
            rewrite(organization, keys)
        if not keys:
            return {"conversations": done}
        done, last = done + len(keys), keys[-1]
        work.tell(done, max(total, done), conversations=done)


FOLLOW_NAME = JobKind(
    lambda job: f"Renaming “{job.params['from']}” to “{job.params['name']}”",
    follow_name,
    "annotations/_tag_job.html",
)
