"""What each scope of an API key allows, as people read it who make one.

config:apply is none of them: nothing asks for it, it is only a name that clients know.
"""

from organizations.access import COARSE

ALL_OF_IT = {
    "WRITE": "Send, change and delete: all that is marked write below.",
    "READ": "Read back: all that is marked read below.",
}
GROUPS = {
    "Chats": {
        "chat:read": "List chats; read one, its transcript and its metrics.",
        "chat:create": "Send chats.",
        "chat:update": "Add messages, change properties.",
        "chat:delete": "Delete chats for good.",
    },
    "Calls": {
        "call:read": "List calls; read one, its transcript and its metrics.",
        "call:create": "Send calls.",
        "call:update": "Add to a transcript, change properties.",
        "call:delete": "Delete calls for good.",
        "recording:read": "See where a call’s recording is. Without it recordingUrlAccess says"
        " RESTRICTED, and there is no recordingUrl.",
        "metric:create": "Have metrics and sentiment computed.",
        "billing:read": "Read what a call cost.",
    },
    "Agents": {
        "agent:read": "List agents and where they are reached.",
        "agent:create": "Register agents; needed too for chats that bring agents along.",
        "agent:update": "Change agents.",
    },
    "Tags, notes, scores, titles": {
        "annotation:read": "Read tags, notes, scores and the questions that are scored.",
        "annotation:write": "Tag, note and score; change the vocabulary and the questions.",
        "insight:read": "Read titles and summaries with the turns they rest on.",
    },
    "Webhooks": {
        "webhook:read": "List the addresses that events are sent to.",
        "webhook:create": "Have events sent to an address.",
        "webhook:delete": "Have them sent no more.",
    },
}
FINE = [name for group in GROUPS.values() for name in group]
CHOICES = [(name, name) for name in [*ALL_OF_IT, *FINE]]


def coarse_of(fine: str) -> str:
    """Which coarse scope has it within: read or write."""
    return next(name for name, within in COARSE.items() if fine in within).lower()


def groups(field) -> list[dict]:
    """The boxes of a form's field by group, each with what it allows: label and options."""
    boxes = {box.data["value"]: box for box in field}
    return [
        {
            "label": label,
            "options": [
                {"box": boxes[name], "name": name, "allows": allows, "coarse": coarse_of(name)}
                for name, allows in group.items()
            ],
        }
        for label, group in GROUPS.items()
    ]
