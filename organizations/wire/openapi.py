"""GET /v1/openapi.json and /api/openapi.json, which need no key."""

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from organizations.reference.documents import APIS, published
from web.answers import Anything
from web.api import ApiView, at
from web.openapi.describe import bare, describe


class RoarkDocumentView(ApiView):
    route = APIS["roark"].path
    name = "roark"
    wants_https = False  # nobody sends a key
    authentication_classes = []
    permission_classes = []

    @describe("Get this document", gives=bare(Anything))
    def get(self, request):
        """The OpenAPI document of these endpoints. Needs no key; has an `ETag`."""
        body, etag = published(self.name)
        response = HttpResponse(body, self.content_type, headers={"ETag": etag})
        patch_cache_control(response, public=True, max_age=300)
        return get_conditional_response(request, etag=etag, response=response)


class RestDocumentView(RoarkDocumentView):
    route = APIS["rest"].path
    name = "rest"


urlpatterns = [at(RoarkDocumentView), at(RestDocumentView)]
