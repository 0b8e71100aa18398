"""Every address. HTML lives under /o/<organization>/…, with a trailing slash, and is guarded by
member_required (tests/test_architecture.py); everything under /v1/ and /api/ answers JSON.
"""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from organizations.pages.accepting import accept_invitation
from organizations.pages.home import home
from organizations.pages.reference import reference, reference_home

of_an_organization = [
    path("", include("annotations.urls")),
    path("", include("browsing.urls")),
    path("", include("chats.urls")),
    path("", include("calls.urls")),
    path("settings/", include("organizations.urls")),
    path("settings/", include("conversations.settings_urls")),
    path("settings/", include("annotations.settings_urls")),
    path("settings/", include("webhooks.settings_urls")),
    path("jobs/", include("organizations.job_urls")),
    path("imports/", include("imports.urls")),
]

urlpatterns = [
    path("", home, name="home"),
    path("", include("config.api_urls")),
    path("o/<slug:organization>/", include(of_an_organization)),
    path("invitations/<str:secret>/", accept_invitation, name="accept_invitation"),
    path("reference/", reference_home, name="reference_home"),
    path("reference/<slug:name>/", reference, name="reference"),
    path("accounts/", include("organizations.account_urls")),
    path("admin/", admin.site.urls),
    path("admin", RedirectView.as_view(pattern_name="admin:index")),
]

# Pages of their own below the APIs' prefixes, Django's elsewhere
handler400 = "web.faults.bad_request"
handler403 = "web.faults.permission_denied"
handler404 = "web.faults.page_not_found"
handler500 = "web.faults.server_error"
