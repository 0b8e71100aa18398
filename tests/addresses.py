"""The addresses of the URLconf, for tests that walk all of them."""

from django.urls import URLPattern, get_resolver

OF_AN_ORGANIZATION = "o/<slug:organization>/"
SOME = {
    "<uuid:pk>": "01890000-0000-7000-8000-000000000000",
    "<uuid:config>": "01890000-0000-7000-8000-000000000001",
    "<uuid:note>": "01890000-0000-7000-8000-000000000002",
    "<int:pk>": "0",
    "<int:number>": "0",
}


def views(resolver=None, before=""):
    """(route, view) of every address there is."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route, entry.callback
        else:
            yield from views(entry, route)


def of_an_organization():
    """(route, view) of what lies below an organization."""
    return [(route, view) for route, view in views() if route.startswith(OF_AN_ORGANIZATION)]


def address(route, organization="acme"):
    """The path of a route, with keys that no row has."""
    for converter, value in SOME.items():
        route = route.replace(converter, value)
    return "/" + route.replace("<slug:organization>", organization)


def ask(client, route, **more):
    """The answer to GET, or to POST where the view takes nothing else."""
    answer = client.get(address(route), **more)
    return client.post(address(route), **more) if answer.status_code == 405 else answer
