from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminSplitDateTime
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from organizations import keys
from organizations.access import SCOPES
from organizations.curl import curl
from organizations.keys import HIGHEST_RATE
from organizations.models import ApiKey, Project


class ProjectField(forms.ModelChoiceField):
    def label_from_instance(self, project):
        return f"{project.organization} / {project}"


class NewKeyForm(forms.ModelForm):
    project = ProjectField(
        Project.objects.select_related("organization").order_by("organization__name", "name")
    )
    scopes = forms.MultipleChoiceField(
        choices=[(scope, scope) for scope in SCOPES],
        initial=["READ", "WRITE"],
        widget=forms.CheckboxSelectMultiple,
    )
    expires_at = forms.SplitDateTimeField(
        widget=AdminSplitDateTime, required=False, help_text="Left empty: never."
    )

    requests_a_minute = forms.IntegerField(
        min_value=1, required=False, max_value=HIGHEST_RATE, help_text="Left empty: the usual."
    )

    class Meta:
        model = ApiKey
        fields = ["project", "name", "scopes", "expires_at", "requests_a_minute"]


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("active", "Active"), ("expired", "Expired"), ("revoked", "Revoked")]

    def queryset(self, request, queryset):
        if self.value() == "active":
            return queryset.active()
        if self.value() == "expired":
            return queryset.filter(revoked_at=None, expires_at__lte=timezone.now())
        return queryset.exclude(revoked_at=None) if self.value() else queryset


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin):
    """Made and revoked; what a key is does not change."""

    list_display = ["name", "start", "organization", "project", "state", "allows", "last_used_at"]
    list_filter = [StateFilter]
    list_select_related = ["organization", "project"]
    search_fields = ["name", "prefix", "organization__name", "organization__slug", "project__name"]
    ordering = ["-created_at"]
    actions = ["revoke"]
    shown = ["organization", "project", "name", "start", "state", "scopes", "created_by"]
    shown += [
        "requests_a_minute",
        "created_at",
        "last_used_at",
        "expires_at",
        "revoked_by",
        "revoked_at",
    ]

    @admin.display(description="key", ordering="prefix")
    def start(self, key):
        return f"{key.prefix}…"

    @admin.display(description="scopes")
    def allows(self, key):
        return ", ".join(key.scopes)

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, **kwargs) if obj else NewKeyForm

    def get_fields(self, request, obj=None):
        return self.shown if obj else NewKeyForm.Meta.fields

    def save_model(self, request, obj, form, change):
        given = form.cleaned_data
        made = keys.make(**given, by=request.user)
        request.made_key = made
        obj.pk = made[0].pk

    def response_add(self, request, obj, post_url_continue=None):
        """The one answer that bears the secret, in place of a redirect and a kept message."""
        key, secret = request.made_key
        context = {"key": key, "secret": secret, "curl": curl(secret, key.scopes)}
        return self.answer(request, "made", {**context, "title": f"“{key.name}” is ready"})

    @admin.action(description="Revoke the selected keys", permissions=["revoke"])
    def revoke(self, request, queryset):
        queryset = queryset.filter(revoked_at=None)
        if "sure" not in request.POST:
            context = {"keys": queryset, "title": "Revoke these keys?"}
            return self.answer(request, "revoke", context)
        for key in queryset:
            keys.revoke(key, by=request.user)
        self.message_user(request, "No request with these keys is answered any more.")

    def answer(self, request, name, context):
        page = f"admin/organizations/apikey/{name}.html"
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        response = render(request, page, context)
        patch_cache_control(response, no_store=True, private=True)
        return response

    def has_revoke_permission(self, request):
        return self.has_add_permission(request)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
