from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.forms import EmailField

from organizations.admin.places import PlacesInline
from organizations.models import Invitation, User


class NewPersonForm(BaseUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]
        field_classes = {"email": EmailField}


class PersonForm(UserChangeForm):
    class Meta:
        model = User
        fields = ["email", "name", "password", "is_active", "is_staff"]
        field_classes = {"email": EmailField}


class PlaceInline(PlacesInline):
    verbose_name_plural = "Member of"
    fields = ["organization", "role", "created_at"]


@admin.register(User)
class PersonAdmin(UserAdmin):
    form = PersonForm
    add_form = NewPersonForm
    list_display = ["email", "name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("Access", {"fields": ["is_active", "is_staff", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "password1", "password2"]})]
    readonly_fields = ["last_login", "date_joined"]

    def get_inlines(self, request, obj):
        return [PlaceInline] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """To be seen and deleted; the members page sends them."""

    list_display = ["email", "organization", "role", "state", "invited_by", "expires_at"]
    list_select_related = ["organization", "invited_by"]
    search_fields = ["email", "organization__name", "organization__slug"]
    fields = ["email", "organization", "role", "state", "invited_by", "created_at", "expires_at"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
