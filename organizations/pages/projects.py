"""Settings, Projects: the sets that an organization's conversations are kept in."""

from django import forms
from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from organizations import projects
from organizations.access import Act, member_required
from organizations.models import ApiKey, Project
from web.htmx import render_page


class RenameForm(forms.Form):
    name = forms.CharField(max_length=150)


class NewProjectForm(RenameForm):
    slug = forms.SlugField(
        max_length=63,
        required=False,
        help_text="Its name in commands; it stays. Left empty, it is made from the name.",
    )

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.taken = Project.objects.of(organization)

    def clean(self):
        cleaned = super().clean()
        if "name" in cleaned and "slug" in cleaned:
            cleaned["slug"] = slug = (cleaned["slug"] or slugify(cleaned["name"])[:63]).lower()
            if not slug:
                self.add_error("slug", "Write one: the name has no letter from a to z.")
            elif self.taken.filter(slug=slug).exists():
                self.add_error("slug", f"There is a project “{slug}” already.")
        return cleaned


@require_safe
@member_required(Act.ORGANIZATION)
def project_list(request, organization):
    return show_projects(request, organization)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.ORGANIZATION)
def make_project(request, organization):
    form = NewProjectForm(request.POST or None, organization=organization)
    if not form.is_valid():
        return show_projects(request, organization, form=form, page_title="New project")
    project = projects.add(organization, by=request.user, **form.cleaned_data)
    messages.success(request, f"“{project}” is there. Make an API key for it to send to it.")
    return redirect("project_list", organization.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.ORGANIZATION)
def rename_project(request, organization, pk):
    project = get_object_or_404(Project.objects.of(organization), pk=pk)
    form = RenameForm(request.POST or None, initial={"name": project.name})
    if not form.is_valid():
        return show_projects(
            request, organization, form=form, about=project, page_title=f"Rename {project}"
        )
    projects.rename(project, form.cleaned_data["name"], by=request.user)
    return redirect("project_list", organization.slug)


def show_projects(request, organization, **more):
    """more: form, open; with about for the project that it renames."""
    keys = ApiKey.objects.of(organization).active().filter(project=OuterRef("pk"))
    count = keys.order_by().values("project").annotate(n=Count("pk")).values("n")
    found = Project.objects.of(organization).annotate(active_keys=Coalesce(Subquery(count), 0))
    context = {
        "section": "settings",
        "tab": "projects",
        "page_title": f"Projects of {organization}",
        "projects": found,
        **more,
    }
    page, fragment = "organizations/projects.html", "organizations/_projects.html"
    return render_page(request, page, fragment, context)
