"""A body of POST /v1/chat or POST /v1/call a line, by the very shapes of that API."""

from calls.wire.roark_v1 import CallIn
from chats.wire.roark_v1 import ChatIn
from web.api import parse
from web.faults import invalid_field

OF_CALLS = {"recordingUrl", "startedAt", "transcript", "callDirection", "interfaceType"}
OF_CHATS = {"startTimestamp", "endTimestamp", "messages"}
NEITHER = "This is neither a chat, with messages, nor a call, with a recordingUrl"


def read(body, start):
    is_chat, is_call = OF_CHATS & body.value.keys(), OF_CALLS & body.value.keys()
    if not is_chat and not is_call:
        raise invalid_field("", NEITHER)
    if len(is_call) > len(is_chat):
        call = parse(CallIn, body.text)
        return call.to_domain(), call.details()
    return parse(ChatIn, body.text).to_domain(), None


def shows(value: dict) -> bool:
    return bool(value.keys() & {"recordingUrl", "startTimestamp", "startedAt", "transcript"})
