"""Settings, Scores: the questions that people score by; made, reworded, put in order, archived."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import score_configs
from annotations.models import Level, ScoreConfig, ScoreKind
from annotations.pages.question_form import ConfigForm, WordingForm, initial
from annotations.panel import keys_of, options_of
from annotations.score_configs import is_used, uses
from organizations.access import Act, member_required
from organizations.actors import Actor
from web.htmx import render_page

NEW = {"kind": ScoreKind.BOOLEAN, "level": Level.CONVERSATION}


@require_safe
@member_required(Act.READ)
def score_config_list(request, organization):
    return show_configs(request, organization)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.MANAGE_TAGS)
def make_score_config(request, organization):
    form = ConfigForm(request.POST or None, initial=NEW)

    def make():
        kind, level = form.cleaned_data["kind"], form.cleaned_data["level"]
        wording, by = form.wording(kind), Actor.of(request.user)
        return score_configs.make(organization, kind, level, wording, by)

    if config := form.attempt(make):
        messages.success(request, f"“{config}” is asked from now on.")
        return redirect("score_config_list", organization.slug)
    return show_configs(request, organization, form=form, page_title="New score")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.MANAGE_TAGS)
def change_score_config(request, organization, pk):
    """Reword it. Where somebody scored by it, the page says before that this makes a version."""
    config = config_of(organization, pk)
    form = WordingForm(request.POST or None, initial=initial(config), of_kind=config.kind)

    def change():
        return score_configs.change(config, form.wording(config.kind), Actor.of(request.user))

    before = config.current.number
    if changed := form.attempt(change):
        messages.success(request, saved(changed, before))
        return redirect("score_config_list", organization.slug)
    frozen = is_used(config.current) and {"uses": uses(config.current)}
    about = {"about": config, "frozen": frozen, "page_title": f"Change {config}"}
    return show_configs(request, organization, form=form, **about)


@require_POST
@member_required(Act.MANAGE_TAGS)
def move_score_config(request, organization, pk):
    """Ask it earlier or later; the list comes back with the same button in focus."""
    config, to = config_of(organization, pk), request.POST.get("to")
    if to not in ("up", "down"):
        raise Http404("A score is moved up or down.")
    if score_configs.move(config, to == "up", Actor.of(request.user)):
        messages.success(request, f"“{config}” moved {to}.")
    return back(organization, moved=config.public_id, to=to)


@require_POST
@member_required(Act.MANAGE_TAGS)
def archive_score_config(request, organization, pk):
    """Ask it no more; the list then shows the way back."""
    config = config_of(organization, pk)
    score_configs.archive(config, Actor.of(request.user))
    return back(organization, archived=config.public_id)


@require_POST
@member_required(Act.MANAGE_TAGS)
def restore_score_config(request, organization, pk):
    config = config_of(organization, pk)
    score_configs.unarchive(config, Actor.of(request.user))
    messages.success(request, f"“{config}” is asked again.")
    return redirect("score_config_list", organization.slug)


def back(organization, **told):
    there = reverse("score_config_list", args=[organization.slug])
    return redirect(f"{there}?{urlencode(told)}")


def config_of(organization, pk) -> ScoreConfig:
    config = score_configs.configs(organization, archived=None).filter(public_id=pk).first()
    if config is None:
        raise Http404("This organization has no such score.")
    config.organization = config.current.organization = organization
    return config


def saved(config, before) -> str:
    number = config.current.number
    if number == before:
        return f"“{config}” is saved."
    return f"“{config}” is asked as version {number} from now on."


def show_configs(request, organization, **more):
    """more: form, with about and frozen for the config that it changes."""
    found = list(score_configs.with_uses(organization))
    asked = [config for config in found if not config.is_archived]
    gone = [config for config in found if config.is_archived]
    key = request.GET.get("archived")
    context = {
        "section": "settings",
        "tab": "scores",
        "page_title": f"Scores of {organization}",
        "groups": [group(level, asked) for level in Level],
        "gone": gone,
        "archived": next((config for config in gone if str(config.public_id) == key), None),
        "moved": request.GET.get("moved"),
        "to": request.GET.get("to"),
        **more,
    }
    page, fragment = "annotations/scores.html", "annotations/_score_settings.html"
    return render_page(request, page, fragment, context)


def group(level: str, asked: list[ScoreConfig]) -> dict:
    """The questions of a level in their order, each with the keys that answer it."""
    configs = [config for config in asked if config.level == level]
    keys = keys_of(configs)
    for config in configs:
        options = options_of(config, keys[config.pk])
        config.answer_keys = [option.key for option in options if option.key]
    return {"level": level, "configs": configs}
