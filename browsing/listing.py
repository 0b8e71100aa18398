"""The list of chats or of calls, its filters, and its news; each URL one view."""

from uuid import UUID

from django.shortcuts import redirect, render
from django.urls import reverse

from browsing.bulk.acts import ACTS
from browsing.chips import chips
from browsing.choices import choices
from browsing.columns import COLUMNS, heads, hidden_columns, named_columns, remember
from browsing.kinds import WORDS
from browsing.lists import ListPage, ListQuery, list_page
from browsing.near_misses import near_misses
from browsing.news import being_written, newer_than, now, written
from browsing.snippets import snippets
from organizations.access import may
from web.htmx import render_page
from web.keyset import BadCursor

NO_SUCH_PLACE = "This address names a place in the list that there is not. Start at its top."


def conversation_list(request, organization, kind):
    """The list as its URL says: filters, sort, after or before."""
    query = ListQuery(request, kind)
    if has_empty(request.GET) and not request.htmx:
        return redirect(f"{request.path}?{query.urlencoded}")
    faults = query.faults
    page = ListPage([], 0)
    if not faults:
        try:
            page = list_page(query, request.GET.get("after"), request.GET.get("before"))
        except BadCursor:
            faults = [NO_SUCH_PLACE]
    hidden = hidden_columns(request, page.conversations)
    context = {
        "page_title": list_title(query),
        "page": page,
        "query": query,
        "faults": faults,
        "chips": chips(query),
        "near_misses": None if faults or page.total else near_misses(query),
        "heads": heads(query, WORDS[kind]["one"].capitalize(), hidden),
        "hidden": hidden,
        "snippets": snippets(organization, page.conversations, query.words),
        "writing": being_written(organization, [c.pk for c in page.conversations]),
        "now": now(),
        "is_selectable": is_selectable(request),
        "kind": WORDS[kind],
        "section": f"{kind}s",
    }
    return render_page(request, "browsing/list.html", "browsing/_results.html", context)


def list_title(query: ListQuery) -> str:
    many = WORDS[query.kind]["many"].capitalize()
    return f"{many}: {query.params['q']}" if query.words else many


def is_selectable(request) -> bool:
    """Whether the reader may do anything to several conversations at once."""
    return any(may(request.membership, act.needs) for act in ACTS.values())


def has_empty(params) -> bool:
    """Whether a form sent fields that nobody filled in; the address is shorter without them."""
    return any(not value.strip() for value in params.values())


def list_filters(request, organization, kind):
    """The form of all filters; a POST keeps which columns to show and goes back to the list."""
    query = ListQuery(request, kind)
    back = f"{reverse(WORDS[kind]['list'], args=[organization.slug])}?{query.urlencoded}"
    if request.method == "POST":
        remember(request, request.POST.getlist("column"))
        return redirect(back)
    context = {
        "page_title": f"Filter {WORDS[kind]['many']}",
        "query": query,
        "form": query.filters.form,
        "choices": choices(organization, kind),
        "columns": {name: head for name, (head, _, _) in COLUMNS.items()},
        "hidden": hidden_columns(request),
        "back": back,
        "kind": WORDS[kind],
        "section": f"{kind}s",
    }
    return render_page(request, "browsing/filters.html", "browsing/_filters.html", context)


def list_news(request, organization, kind):
    """How many came to the list since the key newer_than, and the rows that were written since.

    without names the columns that the list does without.
    """
    query = ListQuery(request, kind)
    try:
        since = UUID(request.GET.get("newer_than", ""))
    except ValueError:
        since = None
    count = newer_than(query, since) if since and not query.faults else 0
    done = written(organization, request.GET.get("writing", ""))
    context = {
        "count": count,
        "query": query,
        "conversations": done,
        "snippets": snippets(organization, done, query.words),
        "hidden": named_columns(request.GET.get("without", "")),
        "is_selectable": is_selectable(request),
        "kind": WORDS[kind],
    }
    return render(request, "browsing/_news.html", context)
