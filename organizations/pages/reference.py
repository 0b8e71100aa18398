"""The reference of the APIs: their OpenAPI documents as pages. Public, as the documents are."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from organizations.reference.documents import APIS, document
from organizations.reference.reading import resources


@require_safe
def reference_home(request):
    return redirect("reference", next(iter(APIS)))


@require_safe
def reference(request, name):
    if name not in APIS:
        raise Http404("No such API.")
    whole = document(name)
    context = {
        "api": APIS[name],
        "apis": APIS.values(),
        "text": whole["info"]["description"],
        "server": whole["servers"][0]["url"],
        "schemes": whole["components"]["securitySchemes"].values(),
        "resources": resources(name),
    }
    return render(request, "reference/reference.html", context)
