"""The settings pages, below /o/<organization>/settings/."""

from django.urls import path

from organizations.pages import invitations, keys, members, organization, projects

urlpatterns = [
    path("", organization.settings_home, name="settings_home"),
    path("members/", members.member_list, name="member_list"),
    path("members/<int:pk>/role/", members.change_role, name="change_role"),
    path("members/<int:pk>/remove/", members.remove_member, name="remove_member"),
    path("members/invite/", invitations.invite_member, name="invite_member"),
    path("invitations/<int:pk>/resend/", invitations.resend_invitation, name="resend_invitation"),
    path(
        "invitations/<int:pk>/withdraw/",
        invitations.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("keys/", keys.api_key_list, name="api_key_list"),
    path("keys/new/", keys.make_key, name="make_key"),
    path("keys/<int:pk>/rotate/", keys.rotate_key, name="rotate_key"),
    path("keys/<int:pk>/revoke/", keys.revoke_key, name="revoke_key"),
    path("projects/", projects.project_list, name="project_list"),
    path("projects/new/", projects.make_project, name="make_project"),
    path("projects/<int:pk>/rename/", projects.rename_project, name="rename_project"),
    path("organization/", organization.organization_settings, name="organization_settings"),
]
