"""Founds the demo organization: its people, projects and key, all that was ever said to it, and
what its people think of that.

Every conversation comes in as an integrator's does: through the wire shape of its path, then
through the door behind it. All of it is one transaction, so that a demo is there whole or not.
"""

import json
import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import OuterRef, Subquery

from annotations.models import Tag, Tagging
from calls.receive import receive_call
from calls.wire.roark_v1 import CallIn
from chats.receive import receive_chat
from chats.wire import chatlogger_v1
from chats.wire.roark_v1 import ChatIn
from demo import notes, opinions
from demo.generate import generate
from demo.schedule import DAYS
from organizations import keys, members, projects
from organizations.actors import Actor, Source
from organizations.found import found
from organizations.models import Membership, Organization, Project, Role, User
from organizations.tenancy import within

SLUG = "demo"
NAME = "Alder & Quay"
OWNER = "demo@parley.example"
PEOPLE = {
    OWNER: ("Maren Quay", Role.OWNER),
    "lead@parley.example": ("Selin Kaya", Role.ADMIN),
    "reviewer@parley.example": ("Idris Alder", Role.REVIEWER),
    "viewer@parley.example": ("Tess Lindqvist", Role.VIEWER),
}
BEFORE = timedelta(days=DAYS + 1)  # it was founded a day before the first conversation
TRAVEL = "Skylark Stays"  # this brand's conversations have a project of their own


def is_there() -> bool:
    return Organization.objects.filter(slug=SLUG).exists()


@transaction.atomic
def fill(now: datetime, seed: int = 1, done=lambda count: None) -> dict:
    """Make the organization, and tell how to get in; done is called after each conversation."""
    password = secrets.token_urlsafe(12)
    people = accounts(password)
    owner = Actor(people[OWNER], at=now - BEFORE)
    organization, default, travel = founded(people, owner)
    questions, endings = opinions.prepare(organization, owner), []
    for count, item in enumerate(generate(now, seed), 1):
        conversation = receive(travel if is_about_travel(item) else default, **item)
        endings.append(opinions.Ended(conversation, item["body"].get("properties", {})))
        done(count)
    date_sent_tags(organization)
    opinions.judge(endings, judges(people), questions, seed, now)
    team = {email.partition("@")[0]: Actor(user) for email, user in people.items()}
    notes.write(organization, team, now, seed)
    _, secret = keys.make(default, "Demo", ["READ", "WRITE"], by=people[OWNER])
    return way_in(password, secret)


def founded(people, owner: Actor) -> tuple[Organization, Project, Project]:
    """The organization with its people and its two projects, as of then."""
    organization = found(SLUG, NAME, "Europe/London", by=owner)
    for email, user in people.items():
        members.join(organization, user, PEOPLE[email][1], by=owner)
    projects.add(organization, "travel", "Travel desk", by=owner)
    Organization.objects.filter(pk=organization.pk).update(created_at=owner.moment)
    for model in (Membership, Project):
        model.objects.of(organization).update(created_at=owner.moment)
    return organization, *Project.objects.of(organization).order_by("slug")


def date_sent_tags(organization):
    """A tag that a program sent is as old as its first use."""
    uses = Tagging.objects.of(organization).filter(tag=OuterRef("pk")).order_by("created_at")
    first = Subquery(uses.values("created_at")[:1])
    with within(organization):
        Tag.objects.of(organization).filter(source=Source.API).update(created_at=first)


def judges(people):
    return [Actor(user) for email, user in people.items() if PEOPLE[email][1] != Role.VIEWER]


def way_in(password: str | None, api_key: str | None) -> dict:
    return {"email": OWNER, "password": password, "api_key": api_key, "organization": SLUG}


def accounts(password):
    """The demo's people by e-mail, all of the same password; hashed once, as it takes long."""
    hashed, users = make_password(password), {}
    for email, (name, _) in PEOPLE.items():
        known = {"name": name, "password": hashed}
        users[email], _ = User.objects.update_or_create(email=email, defaults=known)
    return users


def is_about_travel(item):
    return item["body"].get("properties", {}).get("brand") == TRAVEL


def receive(project, path, body, at=None, about=()):
    """Take one item of the generator in, as a POST to its path would; the conversation."""
    return DOORS[path](project, json.dumps(body), at)


def arrived(new):
    """As if it had come when it ended: histories tell so."""
    return replace(new, created_at=new.ended_at or new.started_at)


def take_chat(project, body, at):
    return receive_chat(project, arrived(ChatIn.model_validate_json(body).to_domain()))


def take_call(project, body, at):
    call = CallIn.model_validate_json(body)
    return receive_call(project, arrived(call.to_domain()), call.details())


def take_submitted(project, body, at):
    """Its format tells no times, so that all of them would begin at this moment."""
    chat = chatlogger_v1.LoggedChatIn.model_validate_json(body)
    new = replace(chat.to_domain(), started_at=at, ended_at=at)
    by = Actor(at=arrived(new).created_at)
    return receive_chat(project, arrived(new), chat.tags, chat.details(), by)


DOORS = {"/v1/chat": take_chat, "/v1/call": take_call, "/api/v1/chats": take_submitted}
