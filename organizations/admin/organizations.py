from django import forms
from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from organizations.admin.places import PlacesInline
from organizations.found import found
from organizations.models import Membership, Organization, Project
from organizations.zones import zone_choices


class ProjectInline(admin.TabularInline):
    model = Project
    fields = ["name", "slug", "public_id"]
    readonly_fields = ["public_id"]
    extra = 0
    can_delete = False


class MembersInline(PlacesInline):
    verbose_name_plural = "Members"
    fields = ["user", "role", "created_at"]


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "members", "time_zone", "created_at"]
    search_fields = ["name", "slug"]
    fields = ["name", "slug", "time_zone", "public_id", "created_at"]
    readonly_fields = ["public_id", "created_at"]
    inlines = [ProjectInline, MembersInline]

    def get_queryset(self, request):
        of_it = Membership.objects.filter(organization=OuterRef("pk")).order_by()
        count = of_it.values("organization").annotate(n=Count("pk")).values("n")
        return super().get_queryset(request).annotate(members=Subquery(count))

    @admin.display(ordering="members", empty_value=0)
    def members(self, organization):
        return organization.members

    def get_inlines(self, request, obj):
        return self.inlines if obj else []  # founding makes the first project itself

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        choices = zone_choices(timezone.now(), also=obj.time_zone if obj else "UTC")
        form.base_fields["time_zone"] = forms.ChoiceField(choices=choices, initial="UTC")
        return form

    def save_model(self, request, obj, form, change):
        if change:
            return super().save_model(request, obj, form, change)
        obj.pk = found(obj.slug, obj.name, obj.time_zone, by=request.user).pk
        obj._state.adding = False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "organization", "created_at"]
    list_select_related = ["organization"]
    search_fields = ["name", "slug", "organization__name", "organization__slug"]
    fields = ["organization", "name", "slug", "public_id", "created_at"]
    autocomplete_fields = ["organization"]

    def get_readonly_fields(self, request, obj=None):
        return ["public_id", "created_at", *(["organization"] if obj else [])]

    def has_delete_permission(self, request, obj=None):
        return False
