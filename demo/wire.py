"""Writes a played conversation as the body of `POST /v1/chat` or `POST /v1/call`."""

import unicodedata
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from demo import pace
from demo.people import Customer
from demo.play import Said, Stage

HOST = "https://recordings.parley.example"
LOCALES = {"en": "en-GB", "de": "de-DE", "es": "es-ES", "tr": "tr-TR", "ja": "ja-JP", "ar": "ar-AE"}


@dataclass
class Talk:
    """A conversation that took place. number is its own within chats or calls."""

    number: int
    start: datetime
    customer: Customer
    stage: Stage
    events: list
    rng: object

    @property
    def attributes(self):
        return self.stage.scene.attributes

    @property
    def about(self):
        """The words of which a good title has one."""
        return tuple(self.attributes.get("about", "").split(", "))

    @property
    def slug(self):
        plain = unicodedata.normalize("NFKD", self.attributes["brand"]).encode("ascii", "ignore")
        return plain.decode().lower().replace(" ", "-")


def instant(moment):
    """UTC with Z; milliseconds only when there are some."""
    written = moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")
    return written.replace("+00:00", "Z")


def chat_body(talk):
    timed = pace.typed(talk.events, talk.rng)
    length = max((t.end for t in timed), default=0) + (talk.rng.randrange(60_000) if timed else 0)
    writer = Writer(talk)
    body = {
        "externalId": f"{talk.slug}-{talk.number:05}",
        "startTimestamp": writer.at(0),
        "endTimestamp": writer.at(length),
        "messages": [writer.message(t) for t in timed if isinstance(t.event, Said)],
        "toolInvocations": [writer.tool(t) for t in timed if not isinstance(t.event, Said)],
        "properties": properties(talk),
        **writer.agents(),
        "customers": [customer(talk)],
    }
    if talk.rng.random() < 0.3:
        body["traceId"] = f"{talk.rng.getrandbits(128):032x}"
    return body


class Writer:
    """Whose line, and when, in a chat's own words; some integrators send less than others."""

    def __init__(self, talk):
        self.talk = talk
        self.has_ends = talk.rng.random() < 0.6
        self.language = LOCALES[talk.stage.language] if talk.rng.random() < 0.5 else None
        said = {t.agent for t in talk.events if getattr(t, "agent", None)}
        self.present = sorted(said, key=lambda agent: agent.prompt is None)

    def at(self, ms):
        return instant(self.talk.start + timedelta(milliseconds=ms))

    def message(self, timed):
        said = timed.event
        found = {"role": said.role, "text": said.text, "startTimestamp": self.at(timed.start)}
        if self.has_ends:
            found["endTimestamp"] = self.at(timed.end)
        if self.language:
            found["languageCode"] = self.language
        if said.agent and len(self.present) > 1:
            found["agent"] = {"customId": said.agent.custom_id}
        return found

    def tool(self, timed):
        called = timed.event
        found = {
            "name": called.name,
            "parameters": called.parameters,
            "result": called.result,
            "startTimestamp": self.at(timed.start),
            "endTimestamp": self.at(timed.end),
        }
        if len(self.present) > 1:
            found["agent"] = {"customId": called.agent.custom_id}
        return found

    def agents(self):
        """One agent alone as `agent`, several as `agents`; nobody yet, neither."""
        found = [agent(a) for a in self.present]
        return {"agents": found} if len(found) > 1 else {"agent": found[0]} if found else {}


def agent(who):
    found = {"name": who.name, "customId": who.custom_id}
    return found | ({"prompt": {"resolvedPrompt": who.prompt}} if who.prompt else {})


def customer(talk):
    """Callers always with their number; chats by web widget mostly without."""
    label = talk.attributes.get("customer", talk.customer.name)
    is_phone = talk.attributes.get("kind") == "call" or talk.stage.facts["channel"] == "whatsapp"
    if not is_phone and label == talk.customer.name and talk.rng.random() < 0.08:
        label = None
    return {"label": label, "phoneNumberE164": talk.customer.phone if is_phone else None}


def properties(talk):
    """What an integrator would add: where it came from, what it was about, how it ended."""
    facts, notes = talk.stage.facts, talk.stage.notes
    found = {
        "brand": talk.attributes["brand"],
        "business": facts["business"],
        "channel": facts["channel"],
        "region": talk.customer.region,
        "plan": facts["plan"],
    }
    found |= talk.stage.props()
    found |= {key: notes[key] for key in ("outcome", "csat", "escalated") if key in notes}
    if notes.get("handed_over"):
        found["handed_over"] = True
    return found


def call_body(talk):
    timed = pace.spoken(talk.events, talk.rng)
    name = uuid.UUID(int=talk.rng.getrandbits(128), version=4)
    folder = f"{HOST}/{talk.slug}/{talk.start:%Y/%m}/{name}"
    body = {
        "externalId": f"{talk.slug}-call-{talk.number:04}",
        "recordingUrl": f"{folder}.ogg",
        "startedAt": instant(talk.start),
        "interfaceType": talk.attributes.get("interface", "PHONE"),
        "callDirection": talk.attributes.get("direction", "INBOUND"),
        "endedStatus": ended_status(talk),
        "transcript": [entry(talk, t) for t in timed if isinstance(t.event, Said)],
        "toolInvocations": [call_tool(t) for t in timed if not isinstance(t.event, Said)],
        "properties": properties(talk),
        **Writer(talk).agents(),
        "customer": customer(talk),
    }
    if talk.rng.random() < 0.5:
        body["stereoRecordingUrl"] = f"{folder}-stereo.ogg"
    return body | platform(talk, name)


def ended_status(talk):
    if "ended" in talk.stage.notes:
        return talk.stage.notes["ended"]
    usual = ["CUSTOMER_ENDED_CALL", "AGENT_ENDED_CALL", "AGENT_SAID_END_CALL_PHRASE"]
    return talk.rng.choice(usual)


def platform(talk, name):
    """Which voice platform carried the call: one, the other, or the desk's own telephone."""
    if talk.number % 3 == 0:
        return {"vapiCallId": str(name)}
    if talk.number % 3 == 1:
        return {"livekitRoomId": f"{talk.slug}-{name.hex[:10]}"}
    return {}


def entry(talk, timed):
    said = timed.event
    found = {
        "role": said.role,
        "text": said.text,
        "startOffsetMs": timed.start,
        "endOffsetMs": timed.end,
        "languageCode": LOCALES[talk.stage.language],
    }
    if said.agent:
        found["agent"] = {"customId": said.agent.custom_id}
    else:
        found["payload"] = {"confidence": talk.rng.randrange(78, 100) / 100}
    return found


def call_tool(timed):
    called = timed.event
    return {
        "name": called.name,
        "parameters": called.parameters,
        "result": called.result,
        "startOffsetMs": timed.start,
        "endOffsetMs": timed.end,
        "agent": {"customId": called.agent.custom_id},
    }
