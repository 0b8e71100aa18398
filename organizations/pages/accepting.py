"""The page behind the link of an invitation; nobody need be logged in."""

from django import forms
from django.contrib import messages
from django.contrib.auth import login, password_validation
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from organizations import invitations
from organizations.models import User


class NewcomerForm(forms.Form):
    name = forms.CharField(
        label="Your name", max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    password = forms.CharField(
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}, render_value=True),
        help_text=password_validation.password_validators_help_text_html,
    )

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        """The password is measured against the name too, so after both."""
        cleaned = super().clean()
        if "password" in cleaned:
            person = User(email=self.email, name=cleaned.get("name", ""))
            try:
                password_validation.validate_password(cleaned["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request, secret):
    """Join, as the person whom the invitation names: known, or new and making an account."""
    invitation = invitations.find(secret)
    if invitation is None or invitation.state != "open":
        return show_void(request, invitation)
    if request.user.is_authenticated:
        return join_as(request, invitation)
    if User.objects.filter(email=invitation.email).exists():
        return show(request, invitation, is_known=True)
    return join_as_newcomer(request, invitation)


def join_as(request, invitation):
    is_theirs = request.user.email == invitation.email
    if not is_theirs or request.method != "POST":
        return show(request, invitation, is_theirs=is_theirs)
    if invitations.accept(invitation, request.user) is None:
        return show_void(request, invitation)
    return welcome(request, invitation.organization)


def join_as_newcomer(request, invitation):
    form = NewcomerForm(request.POST or None, email=invitation.email)
    if not form.is_valid():
        return show(request, invitation, form=form)
    user = invitations.accept_as_new(invitation, **form.cleaned_data)
    if user is None:
        return show_void(request, invitation)
    login(request, user)
    return welcome(request, invitation.organization)


def welcome(request, organization):
    messages.success(request, f"You are now a member of {organization}.")
    return redirect("chat_list", organization.slug)


def show(request, invitation, **more):
    """more: form (of a newcomer), is_known (to log in first), or is_theirs (who is logged in)."""
    context = {"invitation": invitation, **more}
    return render(request, "organizations/accept.html", context)


def show_void(request, invitation):
    """invitation: None where no link of ours looks like this, or a newer one has replaced it."""
    status = 404 if invitation is None else 410
    context = {"invitation": invitation}
    return render(request, "organizations/void.html", context, status=status)
