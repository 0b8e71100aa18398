"""What the database of a version holds, and what the APIs answer of it."""

from itertools import islice

from django.core.management import call_command
from django.test import Client

from annotations import annotate, notes
from annotations.places import Place
from conversations.titles import rename
from demo import fill as demo
from demo import opinions
from demo.generate import generate
from organizations import members
from organizations.actors import Actor
from organizations.found import found
from organizations.keys import digest
from organizations.models import ApiKey, Project
from organizations.tenancy import within

EVERY = 12  # of the demo's conversations one is taken
LISTS = ["/v1/agent", "/v1/agent/endpoint", "/v1/projects", "/api/parley/v1/tags"]
LISTS += ["/v1/chat?limit=50", "/v1/call?limit=50", "/api/parley/v1/score-configs"]
OF_ONE = ("", "/transcript")
THOUGHT = ("insight", "tags", "notes", "scores")


def fill(now, secret):
    """The demo's people, a part of what was said to them, and what they think of it."""
    people = demo.accounts("for tests of upgrades")
    owner = people[demo.OWNER]
    organization = found("demo", demo.NAME, "Europe/London", by=owner)
    for email, user in people.items():
        members.join(organization, user, demo.PEOPLE[email][1], by=owner)
    project = Project.objects.of(organization).get()
    with within(organization):
        questions = opinions.prepare(organization, Actor(owner))
        endings = [take(project, item) for item in islice(generate(now), 0, None, EVERY)]
        call_command("insights", "--due", verbosity=0)
        opinions.judge(endings, demo.judges(people), questions, seed=1, now=now)
        annotated([ended.conversation for ended in endings], Actor(owner))
        ApiKey.objects.create(
            organization=organization,
            project=project,
            name="Upgrades",
            prefix=secret[:8],
            hash=digest(secret),
            scopes=["READ"],
        )


def take(project, item):
    conversation = demo.receive(project, **item)
    return opinions.Ended(conversation, item["body"].get("properties", {}))


def annotated(conversations, by):
    """By hand, what the demo's people don't do: notes in places, tags of turns, a title."""
    first, second, third = (c for c in conversations[:3])
    note = notes.write(first, "Look at **this**, @lead@parley.example", by, Place(turn=1))
    notes.reply(note, "I did.", by)
    notes.resolve(note, by)
    notes.edit(notes.write(second, "As a whole: fine", by), "As a whole: *good*", by)
    annotate.tag(second, ["teaching example"], by, Place(turn=2))
    rename(third, "What a person called it", by.person)


def answers(secret) -> dict:
    """Each address with the data that its answer has."""
    caller = {"headers": {"Authorization": f"Bearer {secret}"}, "SERVER_NAME": "localhost"}
    client, told = Client(**caller), {}

    def ask(address):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.content[:300])
        told[address] = answer.json()["data"]
        return told[address]

    for address in LISTS:
        ask(address)
    for kind in ("chat", "call"):
        for row in told[f"/v1/{kind}?limit=50"]:
            for more in OF_ONE:
                ask(f"/v1/{kind}/{row['id']}{more}")
            for what in THOUGHT:
                ask(f"/api/parley/v1/conversations/{row['id']}/{what}")
    return told
