"""The page that mails a link to choose a new password: django-allauth's, and what it leaves out."""

import logging

from allauth.account import views
from allauth.account.forms import ResetPasswordForm
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

log = logging.getLogger(__name__)
UNSENT = "The email could not be sent: the mail server doesn't answer. Try again in a few minutes."


@require_http_methods(["GET", "HEAD", "POST"])
def reset_password(request):
    try:
        return views.password_reset(request)
    except OSError as error:  # smtplib's are, too
        log.warning("The link for a new password did not go out: %s", error)
        form = ResetPasswordForm(request.POST)
        form.add_error(None, UNSENT)
        return render(request, "account/password_reset.html", {"form": form}, status=503)
