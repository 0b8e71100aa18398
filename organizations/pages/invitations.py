"""Settings, Members: inviting people."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from organizations import invitations
from organizations.access import Act, member_required
from organizations.members import Refused
from organizations.models import Invitation, Membership, Role
from organizations.pages.members import roles_to_give, show_members

UNSENT = "The email could not be sent, so nobody is invited: {}. Try again, or ask whoever runs \
this Parley."


class InviteForm(forms.Form):
    email = forms.EmailField(label="Email", max_length=254)
    role = forms.ChoiceField(choices=Role, help_text="The table below says what each may do.")

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.organization = by.organization
        self.fields["role"].choices = roles_to_give(by)

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if Membership.objects.of(self.organization).filter(user__email=email).exists():
            raise forms.ValidationError(f"{email} is a member already.")
        return email


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.MEMBERS)
def invite_member(request, organization):
    initial = {"role": Role.REVIEWER}
    form = InviteForm(request.POST or None, initial=initial, by=request.membership)
    if form.is_valid():
        try:
            sent = invitations.invite(organization, by=request.membership, **form.cleaned_data)
        except OSError as error:
            form.add_error(None, UNSENT.format(error))
        else:
            messages.success(request, f"An invitation is on its way to {sent.email}.")
            return redirect("member_list", organization.slug)
    title = f"Invite to {organization}"
    return show_members(request, organization, invite_form=form, page_title=title)


@require_POST
@member_required(Act.MEMBERS)
def resend_invitation(request, organization, pk):
    invitation = get_object_or_404(Invitation.objects.of(organization).unanswered(), pk=pk)
    try:
        invitations.resend(invitation, by=request.membership)
    except OSError as error:
        return show_members(request, organization, refused=UNSENT.format(error))
    except Refused as refused:
        return show_members(request, organization, refused=refused)
    messages.success(request, f"A new link is on its way to {invitation.email}.")
    return redirect("member_list", organization.slug)


@require_POST
@member_required(Act.MEMBERS)
def withdraw_invitation(request, organization, pk):
    invitation = get_object_or_404(Invitation.objects.of(organization).unanswered(), pk=pk)
    invitations.withdraw(invitation, by=request.membership)
    messages.success(request, f"The link sent to {invitation.email} no longer works.")
    return redirect("member_list", organization.slug)
