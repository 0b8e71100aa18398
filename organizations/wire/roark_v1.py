"""Version 1 of Roark's API: what its endpoints share, GET /v1/me and /v1/projects. Frozen."""

from typing import Literal
from uuid import UUID

from organizations.access import SCOPES, granted
from organizations.models import ApiKey, Organization, Project
from web.answers import Out, PaginationOut, Uuid
from web.api import ApiView, at
from web.faults import Fault, invalid_field, not_found
from web.openapi.describe import Parameter, describe, one
from web.values import parse_uuid

PROJECT_HEADER = Parameter(
    "X-Roark-Project-Id",
    {"type": "string", "minLength": 1},
    "Ignored, since a key belongs to one project; but empty it is refused.",
    place="header",
)


class RoarkView(ApiView):
    """An endpoint of Roark's API. request.auth is the key; its project is the caller's."""

    parameters = (PROJECT_HEADER,)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if not request.headers.get("X-Roark-Project-Id", "any").strip():
            # A project's key ignores the header, but not an empty one (contract 1.0)
            raise invalid_field("X-Roark-Project-Id", "The header is empty")


def path_id(id: str, what: str) -> UUID:
    """The UUID of a path; 404 where it is none (contract 5.22)."""
    try:
        return parse_uuid(id)
    except ValueError:
        raise not_found(what) from None


def pagination_out(total: int, next_cursor: str | None) -> PaginationOut:
    return {"total": total, "hasMore": next_cursor is not None, "nextCursor": next_cursor}


class OrganizationOut(Out):
    id: Uuid
    name: str


class ProjectOut(Out):
    id: Uuid
    name: str
    slug: str


class GrantedProjectOut(ProjectOut):
    """A project, and what the key may do there."""

    grantedPermissions: list[str]
    organization: OrganizationOut


class ProjectsOut(Out):
    projects: list[GrantedProjectOut]


class UserOut(Out):
    """Whose key it is; no key of a project is anybody's."""

    id: Uuid
    email: str
    name: str | None


class MeOut(Out):
    """What the key is, and what it may do."""

    defaultProject: ProjectOut | None
    grantedPermissions: list[str]
    """What the scopes amount to."""
    organization: OrganizationOut
    scopes: list[Literal[*SCOPES]]
    """As given to the key: coarse ones, and permissions by name."""
    tokenScope: Literal["PROJECT", "USER"]
    user: UserOut | None


def organization_out(organization: Organization) -> OrganizationOut:
    return {"id": str(organization.public_id), "name": organization.name}


def project_out(project: Project) -> ProjectOut:
    return {"id": str(project.public_id), "name": project.name, "slug": project.slug}


def me_out(key: ApiKey) -> MeOut:
    return {
        "defaultProject": project_out(key.project),
        "grantedPermissions": sorted(granted(key.scopes)),
        "organization": organization_out(key.organization),
        "scopes": list(key.scopes),
        "tokenScope": "PROJECT",
        "user": None,
    }


def projects_out(key: ApiKey) -> ProjectsOut:
    """The one project that a key belongs to."""
    project = {
        **project_out(key.project),
        "grantedPermissions": sorted(granted(key.scopes)),
        "organization": organization_out(key.organization),
    }
    return {"projects": [project]}


class MeView(RoarkView):
    route = "/v1/me"
    resource = "Key"

    @describe("Get the key", gives=one(MeOut))
    def get(self, request):
        """What the key is, and what it may do. Every key may ask."""
        return self.answer({"data": me_out(request.auth)})


class PersonalKeysView(RoarkView):
    """Keys that act for a person: there are none, and a project's is refused (contract 1.17)."""

    route = "/v1/me/api-keys"
    resource = "Key"

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        told = "A project's key manages no keys. Admins make them under Settings, API keys."
        raise Fault(403, "personal_key_required", told)


class PersonalKeyView(PersonalKeysView):
    route = "/v1/me/api-keys/{id}"


class ProjectsView(RoarkView):
    route = "/v1/projects"
    resource = "Key"

    @describe("List projects", gives=one(ProjectsOut))
    def get(self, request):
        """The projects that the key may see: the one that it belongs to. Every key may ask."""
        return self.answer({"data": projects_out(request.auth)})


urlpatterns = [at(MeView), at(PersonalKeysView), at(PersonalKeyView), at(ProjectsView)]
