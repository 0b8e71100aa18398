"""The start page: on to the chats, or what to do first."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from organizations.context import memberships_of


@require_safe
@login_required
def home(request):
    memberships = memberships_of(request.user)
    if len(memberships) == 1:
        return redirect("chat_list", memberships[0].organization.slug)
    page = "organizations/choose.html" if memberships else "organizations/nowhere.html"
    return render(request, page, {"memberships": memberships})
