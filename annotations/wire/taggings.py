"""Version 1 of Parley's own API: the tags of a conversation."""

from annotations import annotate, tags
from annotations.models import Tagging
from annotations.wire.parley_v1 import (
    AnnotationOut,
    ParleyDeletedOut,
    PlacedIn,
    annotation_out,
    deleted_out,
    named,
    told,
    with_author,
)
from annotations.wire.tags import NAME
from conversations.models import Conversation
from conversations.wire.parley_v1 import PAGE, ParleyView
from organizations.tenancy import within
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


def taggings_of(conversation: Conversation):
    rows = Tagging.objects.of(conversation.organization).filter(conversation=conversation)
    return with_author(rows).select_related("tag", "turn", "author")


class ParleyTaggingsView(ParleyView):
    route = "/api/parley/v1/conversations/{id}/tags"
    resource = "Annotations"

    @describe("List a conversation's tags", gives=many(ParleyTaggingOut), query=PAGE)
    def get(self, request, id):
        """On the conversation and on its turns, the newest first."""
        return self.page(taggings_of(self.conversation(id)), tagging_out)

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
        with within(self.organization()), told():
            name = tags.plain(sent.name)
            [tagging] = annotate.tag(
                conversation, [name], self.by(), sent.place(), public_id=sent.id
            )
            shown = tagging_out(taggings_of(conversation).get(pk=tagging.pk))
        return self.answer({"data": shown}, 201, about=conversation.pk)


class ParleyTaggingView(ParleyView):
    route = "/api/parley/v1/conversations/{id}/tags/{taggingId}"
    resource = "Annotations"

    @describe("Untag a conversation", gives=one(ParleyDeletedOut))
    def delete(self, request, id, taggingId):  # noqa: N803 (as the route names it)
        """Take a tag off its place, whoever put it there."""
        conversation = self.conversation(id)
        with within(self.organization()), told():
            tagging = named(taggings_of(conversation), taggingId, "tag")
            tagging.conversation = conversation
            annotate.untag(tagging, self.by())
        return self.answer({"data": deleted_out(tagging.public_id)})


urlpatterns = [at(ParleyTaggingsView), at(ParleyTaggingView)]
