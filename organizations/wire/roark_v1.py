"""Version 1 of Roark's API: what its endpoints share, GET /v1/me and /v1/projects. Frozen."""

from typing import Literal, TypedDict

from organizations.access import granted
from organizations.models import ApiKey, Organization, Project
from web.api import ApiView, at
from web.faults import invalid_field


class RoarkView(ApiView):
    """An endpoint of Roark's API. request.auth is the key; its project is the caller's."""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if not request.headers.get("X-Roark-Project-Id", "any").strip():
            # A project's key ignores the header, but not an empty one (contract 1.0)
            raise invalid_field("X-Roark-Project-Id", "The header is empty")


class PaginationOut(TypedDict):
    """total counts the whole list; nextCursor is null on its last page, and only there."""

    total: int
    hasMore: bool
    nextCursor: str | None


def pagination_out(total: int, next_cursor: str | None) -> PaginationOut:
    return {"total": total, "hasMore": next_cursor is not None, "nextCursor": next_cursor}


class OrganizationOut(TypedDict):
    id: str
    name: str


class ProjectOut(TypedDict):
    id: str
    name: str
    slug: str


class GrantedProjectOut(ProjectOut):
    """A project, and what the key may do there."""

    grantedPermissions: list[str]
    organization: OrganizationOut


class ProjectsOut(TypedDict):
    projects: list[GrantedProjectOut]


class UserOut(TypedDict):
    """Whose key it is; no key of a project is anybody's."""

    id: str
    email: str
    name: str | None


class MeOut(TypedDict):
    """What the key is, and what it may do."""

    defaultProject: ProjectOut | None
    grantedPermissions: list[str]
    organization: OrganizationOut
    scopes: list[str]
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

    def get(self, request):
        return self.answer({"data": me_out(request.auth)})


class ProjectsView(RoarkView):
    route = "/v1/projects"

    def get(self, request):
        return self.answer({"data": projects_out(request.auth)})


urlpatterns = [at(MeView), at(ProjectsView)]
