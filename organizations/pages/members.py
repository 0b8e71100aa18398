"""Settings, Members: who belongs to the organization, and what each role may do."""

from django import forms
from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations import members
from organizations.access import ACTS, Act, may, member_required
from organizations.models import ApiKey, Invitation, Membership, Role
from web.htmx import render_page


class RoleForm(forms.Form):
    role = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args, of, by, **kwargs):
        super().__init__(*args, initial={"role": of.role}, **kwargs)
        self.fields["role"].label = f"Role of {of.user}"
        self.fields["role"].choices = roles_to_give(by)


@require_safe
@member_required(Act.READ)
def member_list(request, organization):
    return show_members(request, organization)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.MEMBERS)
def change_role(request, organization, pk):
    membership = get_object_or_404(members_of(organization), pk=pk)
    form = RoleForm(request.POST or None, of=membership, by=request.membership)
    if form.is_valid():
        try:
            members.change_role(membership, form.cleaned_data["role"], by=request.membership)
        except members.Refused as refused:
            form.add_error("role", str(refused))
        else:
            messages.success(request, f"{membership.user}: {membership.get_role_display()}.")
            return redirect("member_list", organization.slug)
    title = f"Role of {membership.user}"
    return show_members(request, organization, role_form=form, about=membership, page_title=title)


@require_POST
@member_required(Act.MEMBERS)
def remove_member(request, organization, pk):
    membership = get_object_or_404(members_of(organization), pk=pk)
    try:
        members.remove(membership, by=request.membership)
    except members.Refused as refused:
        return show_members(request, organization, refused=refused)
    messages.success(request, f"{membership.user} is no longer a member of {organization}.")
    if membership.user == request.user:
        return redirect("home")
    return redirect("member_list", organization.slug)


def show_members(request, organization, **more):
    """more: invite_form, or role_form and about (whose), or refused (why an act was)."""
    manages = may(request.membership, Act.MEMBERS)
    context = {
        "section": "settings",
        "tab": "members",
        "page_title": f"Members of {organization}",
        "members": with_what_is_open(organization, by=request.membership),
        "invitations": unanswered(organization) if manages else [],
        "roles": Role.labels,
        "acts": [(act, [role in roles for role in Role]) for act, roles in ACTS.items()],
        **more,
    }
    page, fragment = "organizations/members.html", "organizations/_members.html"
    return render_page(request, page, fragment, context)


def members_of(organization):
    return Membership.objects.of(organization).select_related("organization", "user")


def with_what_is_open(organization, by):
    """Every member, owners first; keys_made counts the active keys that outlive their removal."""
    keys = ApiKey.objects.of(organization).active().filter(created_by=OuterRef("user"))
    count = keys.order_by().values("created_by").annotate(n=Count("pk")).values("n")
    found = members_of(organization).annotate(keys_made=Coalesce(Subquery(count), 0))
    ranked = sorted(found, key=lambda m: (list(Role).index(m.role), str(m.user).casefold()))
    owners = [m for m in ranked if m.role == Role.OWNER]
    for membership in ranked:
        is_owner = membership.role == Role.OWNER
        membership.is_only_owner = is_owner and len(owners) == 1
        membership.is_changeable = not is_owner or (by.role == Role.OWNER and len(owners) > 1)
    return ranked


def unanswered(organization):
    invitations = Invitation.objects.of(organization).unanswered()
    return invitations.select_related("invited_by").order_by("email")


def roles_to_give(by):
    """The choices of who gives a role: only an owner makes an owner."""
    return [(r.value, r.label) for r in Role if r != Role.OWNER or by.role == Role.OWNER]
