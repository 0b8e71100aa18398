"""Version 1 of Roark's API: what all its endpoints share, and GET /v1/me. Frozen."""

from organizations.access import granted
from web.api import ApiView, at
from web.faults import invalid_field


class RoarkView(ApiView):
    """An endpoint of Roark's API. request.auth is the key; its project is the caller's."""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if not request.headers.get("X-Roark-Project-Id", "any").strip():
            # A project's key ignores the header, but not an empty one (contract 1.0)
            raise invalid_field("X-Roark-Project-Id", "The header is empty")


class MeView(RoarkView):
    route = "/v1/me"

    def get(self, request):
        key = request.auth
        project, organization = key.project, key.organization
        return self.answer(
            {
                "data": {
                    "defaultProject": {
                        "id": str(project.public_id),
                        "name": project.name,
                        "slug": project.slug,
                    },
                    "grantedPermissions": sorted(granted(key.scopes)),
                    "organization": {"id": str(organization.public_id), "name": organization.name},
                    "scopes": list(key.scopes),
                    "tokenScope": "PROJECT",
                    "user": None,
                }
            }
        )


urlpatterns = [at(MeView)]
