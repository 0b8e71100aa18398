"""The admin console: every organization, its people and its keys, and no conversation.

It runs within no organization, so row-level security shows it no content. What several
tables hang on is not deleted here: people are switched off, keys are revoked.
"""

from allauth.account.admin import EmailAddress
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import Group

from organizations.admin import keys, organizations, people, places  # noqa: F401 (they register)

admin.site.site_header = admin.site.site_title = "Parley"
admin.site.index_title = "Admin console"
admin.site.login = secure_admin_login(admin.site.login)  # one way to log in, with its limits
admin.site.unregister(EmailAddress)  # User.email is the one address
admin.site.unregister(Group)  # is_staff decides alone
