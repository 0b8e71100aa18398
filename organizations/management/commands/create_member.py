import secrets
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from organizations import members
from organizations.management.called import organization_called
from organizations.models import Role, User


class Command(BaseCommand):
    help = (
        "Make a person a member of an organization, with an account if they have none. A password"
        " is made and is the last line of output, unless one is given or the account exists."
    )

    def add_arguments(self, parser):
        parser.add_argument("organization", help="the organization's slug")
        parser.add_argument("email")
        parser.add_argument(
            "--role", choices=Role.values, help="reviewer, for a new member, if not given"
        )
        parser.add_argument("--name", default="", help="of the person, for a new account")
        parser.add_argument(
            "--password-stdin", action="store_true", help="take the password from standard input"
        )

    @transaction.atomic
    def handle(self, *, organization, email, role, name, password_stdin, **options):
        organization = organization_called(organization)
        user = User.objects.filter(email=email.lower()).first()
        made = None
        if user is None:
            password = typed_password(email, name) if password_stdin else secrets.token_urlsafe(12)
            user = new_user(email, name, password)
            made = None if password_stdin else password
        self.join(organization, user, role)
        if made:
            self.stdout.write("The password of this new account:")
            self.stdout.write(made)

    def join(self, organization, user, role):
        membership = members.join(organization, user, role or Role.REVIEWER, by=None)
        try:
            members.change_role(membership, role or membership.role, by=None)
        except members.Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{user.email} is a member of {organization.slug}: {membership.role}.")


def new_user(email, name, password):
    try:
        validate_email(email)
    except ValidationError:
        raise CommandError(f"{email} is no e-mail address.") from None
    return User.objects.create_user(email, password, name=name)


def typed_password(email, name):
    """The first line of standard input; CommandError if it is too weak."""
    password = sys.stdin.readline().rstrip("\r\n")
    try:
        validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    return password
