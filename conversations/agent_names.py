"""An agent's new name, in the search documents of the conversations that it took part in."""

from conversations import document
from conversations.models import Agent, Conversation, Participant, SearchRow
from conversations.text import normalise
from organizations import jobs
from organizations.kinds import JobKind
from organizations.models import ApiKey, Organization
from organizations.tenancy import within
from organizations.work import Work

RENAME = "rename_agent"
MANY = 2000  # conversations: about what a caller can wait for
BATCH = 1000


def follow(agent: Agent, before: str, by: ApiKey | None = None):
    """Have the documents say the new name: at once, or by a job where they are many."""
    if not conversations(agent)[MANY : MANY + 1].exists():
        keys = list(conversations(agent))
        for start in range(0, len(keys), BATCH):
            rewrite(agent.organization, keys[start : start + BATCH], before, agent.name)
        return
    params = {"agent": str(agent.pk), "from": before, "name": agent.name}
    jobs.start(agent.organization, RENAME, params, api_key=by)


def conversations(agent: Agent):
    """The keys of the conversations that the agent took part in, in their order."""
    parts = Participant.objects.of(agent.organization).filter(agent=agent)
    return parts.values_list("conversation", flat=True).distinct().order_by("conversation")


def rewrite(organization: Organization, keys: list, before: str, after: str):
    """Put the name in the place of the old one; beside it where somebody else goes by that too."""
    held = Conversation.objects.of(organization).filter(pk__in=keys).order_by("pk")
    list(held.select_for_update(no_key=True).values_list("pk"))  # as all who put documents do
    rows = SearchRow.objects.of(organization).filter(pk__in=keys).values_list("pk", "who")
    old, new = normalise(before), normalise(after)
    texts = {key: renamed(who.split("\n"), old, new) for key, who in rows}
    document.put_part(organization, "who", texts)


def renamed(lines: list[str], old: str, new: str) -> str:
    if lines.count(old) == 1:
        lines = [new if line == old else line for line in lines]
    elif new not in lines:
        lines = [*lines, new]
    return "\n".join(lines)


def follow_name(work: Work) -> dict:
    """The documents of all; each batch for itself, safe to repeat. A later name wins."""
    organization, params = work.job.organization, work.job.params
    with within(organization):
        agent = Agent.objects.of(organization).filter(pk=params["agent"]).first()
        if agent is None or agent.name != params["name"]:
            return {"conversations": 0}
        agent.organization = organization
        total = conversations(agent).count()
    done, last = 0, None
    while True:
        with within(organization):
            keys = conversations(agent)
            keys = list((keys.filter(conversation__gt=last) if last else keys)[:BATCH])
            rewrite(organization, keys, params["from"], params["name"])
        if not keys:
            return {"conversations": done}
        done, last = done + len(keys), keys[-1]
        work.tell(done, max(total, done), conversations=done)


FOLLOW_NAME = JobKind(
    lambda job: f"Renaming the agent “{job.params['from']}” to “{job.params['name']}”",
    follow_name,
    "conversations/_agent_job.html",
)
