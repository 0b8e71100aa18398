"""Version 1 of Parley's own API: the tags of a conversation."""

from annotations import annotate, tags
from annotations.models import Tagging
from annotations.wire.parley_v1 import (
    AnnotationOut,
    AnnotationsView,
    ParleyDeletedOut,
    PlacedIn,
    annotation_out,
)
from annotations.wire.tags import NAME
from conversations.wire.parley_v1 import PAGE
from web.answers import Uuid
from web.api import at, read
from web.fields import WireUuid
from web.openapi.describe import describe, many, one


class ParleyTaggingIn(PlacedIn):
    """A tag to put in a place of the conversation."""

    name: NAME
    """Told apart ignoring case. One that is new becomes a tag of the organization."""
    id: WireUuid | None = None
    """Made by you, so that sending it again makes no second one."""


class ParleyTaggingOut(AnnotationOut):
    """A tag in a place."""

    tagId: Uuid
    name: str


def tagging_out(tagging: Tagging) -> ParleyTaggingOut:
    tag = tagging.tag
    return {**annotation_out(tagging), "tagId": str(tag.public_id), "name": tag.name}


class TaggingsView(AnnotationsView):
    model = Tagging
    noun = "tag"
    beside = ("tag",)
    out = staticmethod(tagging_out)


class ParleyTaggingsView(TaggingsView):
    route = "/api/parley/v1/conversations/{id}/tags"

    @describe("List a conversation's tags", gives=many(ParleyTaggingOut), query=PAGE)
    def get(self, request, id):
        """On the conversation and on its turns, the newest first."""
        return self.page(self.rows(self.conversation(id)), self.out)

    @describe(
        "Tag a conversation",
        takes=ParleyTaggingIn,
        gives=one(ParleyTaggingOut),
        status=201,
        faults=[409],
    )
    def post(self, request, id):
        """A tag that is in this place already stays as it is, and is what is answered."""
        conversation, sent = self.conversation(id), read(ParleyTaggingIn, request)

        def add():
            names, place = [tags.plain(sent.name)], sent.place()
            [tagging] = annotate.tag(conversation, names, self.by(), place, public_id=sent.id)
            return tagging

        return self.done(conversation, add, 201)


class ParleyTaggingView(TaggingsView):
    route = "/api/parley/v1/conversations/{id}/tags/{taggingId}"

    @describe("Untag a conversation", gives=one(ParleyDeletedOut))
    def delete(self, request, id, taggingId):  # noqa: N803 (as the route names it)
        """Take a tag off its place, whoever put it there."""
        return self.gone(self.conversation(id), taggingId, annotate.untag)


urlpatterns = [at(ParleyTaggingsView), at(ParleyTaggingView)]
