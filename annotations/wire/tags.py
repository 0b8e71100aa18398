"""Version 1 of Parley's own API: the organization's tags."""

from typing import Literal

from annotations import tags
from annotations.models import Tag
from annotations.wire.parley_v1 import ParleyDeletedOut, deleted_out, named, told
from conversations.wire.parley_v1 import PAGE, ParleyView
from organizations.tenancy import within
from web import query
from web.answers import Out, Time, Uuid
from web.api import at, read
from web.fields import PARTIAL, Wire, WireText, WireUuid
from web.openapi.describe import describe, many, one
from web.values import wire_time

NAME = WireText(1, tags.LONGEST)
DESCRIPTION = WireText(0, 2000)
COLOURS = tuple(colour.upper() for colour in Tag.Colour.values)
COLOUR = Literal[*COLOURS]
YES_NO = {"true": True, "false": False}
ARCHIVED = query.choice_parameter("archived", YES_NO, "Only archived ones, or only the others.")


class ParleyTagIn(Wire):
    """A tag of the organization's vocabulary."""

    name: NAME
    """Told apart ignoring case. One that is taken is refused with 409."""
    colour: COLOUR = "GREY"
    description: DESCRIPTION = ""
    id: WireUuid | None = None
    """Made by you, so that sending it again makes no second one."""


class ParleyTagChangeIn(Wire):
    """What is absent stays as it is."""

    model_config = PARTIAL

    name: NAME = None  # absent: null is none of these
    colour: COLOUR = None
    description: DESCRIPTION = None
    is_archived: bool = None
    """An archived tag is offered no more, and stays where it is."""


class ParleyTagOut(Out):
    """A tag of the organization's vocabulary."""

    id: Uuid
    name: str
    colour: COLOUR
    description: str
    isArchived: bool
    uses: int
    """In how many places it is."""
    createdAt: Time


def tag_out(tag: Tag) -> ParleyTagOut:
    return {
        "id": str(tag.public_id),
        "name": tag.name,
        "colour": tag.colour.upper(),
        "description": tag.description,
        "isArchived": tag.archived_at is not None,
        "uses": tag.uses,
        "createdAt": wire_time(tag.created_at),
    }


class ParleyTagsView(ParleyView):
    route = "/api/parley/v1/tags"
    resource = "Tags"

    @describe("List tags", gives=many(ParleyTagOut), query=[*PAGE, ARCHIVED])
    def get(self, request):
        """The organization's vocabulary, the newest first."""
        archived = query.optional(request.GET, "archived", YES_NO)
        rows = tags.with_uses(self.organization())
        if archived is not None:
            rows = rows.filter(archived_at__isnull=not archived)
        return self.page(rows, tag_out)

    @describe("Create a tag", takes=ParleyTagIn, gives=one(ParleyTagOut), status=201, faults=[409])
    def post(self, request):
        sent = read(ParleyTagIn, request)
        colour = sent.colour.lower()
        with told():
            tag = tags.make(
                self.organization(), sent.name, self.by(), colour, sent.description, sent.id
            )
        return self.answer({"data": counted(tag)}, 201)


def counted(tag: Tag) -> ParleyTagOut:
    """The tag with its number of uses."""
    with within(tag.organization):
        return tag_out(tags.with_uses(tag.organization).get(pk=tag.pk))


class ParleyTagView(ParleyView):
    route = "/api/parley/v1/tags/{id}"
    resource = "Tags"

    @describe("Get a tag", gives=one(ParleyTagOut))
    def get(self, request, id):
        with within(self.organization()):
            return self.answer({"data": tag_out(self.tag(id))})

    @describe("Change a tag", takes=ParleyTagChangeIn, gives=one(ParleyTagOut), faults=[409])
    def patch(self, request, id):
        """A new name stands wherever the tag is."""
        sent = read(ParleyTagChangeIn, request)
        with within(self.organization()), told():
            tag = self.tag(id)
            tag = tags.change(
                tag, self.by(), sent.name, sent.colour and sent.colour.lower(), sent.description
            )
            if sent.is_archived is not None:
                (tags.archive if sent.is_archived else tags.unarchive)(tag, self.by())
            return self.answer({"data": counted(tag)})

    @describe("Delete a tag", gives=one(ParleyDeletedOut), faults=[409])
    def delete(self, request, id):
        """Only one that is nowhere: one with uses is refused with 409, and can be archived."""
        with within(self.organization()), told():
            tag = self.tag(id)
            tags.delete(tag, self.by())
        return self.answer({"data": deleted_out(tag.public_id)})

    def tag(self, id):
        tag = named(tags.with_uses(self.organization()), id, "tag")
        tag.organization = self.organization()
        return tag


urlpatterns = [at(ParleyTagsView), at(ParleyTagView)]
