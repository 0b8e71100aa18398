"""Who belongs to which organization: by the same verbs as the members page, and its audit."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import ModelForm
from django.shortcuts import redirect

from organizations import members
from organizations.models import Membership, Role


class PlacesInline(admin.TabularInline):
    """The memberships of a person or an organization, each with a link to where it changes."""

    model = Membership
    readonly_fields = ["created_at"]
    extra = 0
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user", "organization")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class PlaceForm(ModelForm):
    def clean_role(self):
        """Refuse the last owner's beside the field, where saving would refuse it too late."""
        role, was = self.cleaned_data["role"], self.initial.get("role")
        if self.instance.pk and was == Role.OWNER != role:
            try:
                members.keep_another_owner(self.instance)
            except members.Refused as refused:
                raise ValidationError(str(refused)) from None
        return role


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    form = PlaceForm
    fields = ["user", "organization", "role"]
    list_display = ["user", "address", "organization", "role", "created_at"]
    list_display_links = ["user"]
    list_filter = ["role"]
    list_select_related = ["user", "organization"]
    search_fields = ["user__email", "user__name", "organization__name", "organization__slug"]
    autocomplete_fields = ["user", "organization"]

    @admin.display(description="e-mail", ordering="user__email")
    def address(self, membership):
        return membership.user.email

    def get_readonly_fields(self, request, obj=None):
        return ["user", "organization"] if obj else []

    def save_model(self, request, obj, form, change):
        if change:
            return members.change_role(self.model.objects.get(pk=obj.pk), obj.role, request.user)
        obj.pk = members.join(obj.organization, obj.user, obj.role, request.user).pk
        obj._state.adding = False

    def delete_model(self, request, obj):
        members.remove(obj, request.user)

    def delete_queryset(self, request, queryset):
        for membership in queryset.select_related("user", "organization"):
            members.remove(membership, request.user)

    def delete_view(self, request, object_id, extra_context=None):
        return self._unless_refused(super().delete_view, request, object_id, extra_context)

    def changelist_view(self, request, extra_context=None):
        return self._unless_refused(super().changelist_view, request, extra_context)

    def _unless_refused(self, view, request, *rest):
        try:
            with transaction.atomic():
                return view(request, *rest)
        except members.Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return redirect(request.get_full_path())
