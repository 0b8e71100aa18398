"""Settings, Titles: what writes an organization's titles and summaries."""

from dataclasses import dataclass
from time import perf_counter

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.validators import RegexValidator
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from conversations.insights.choice import Unset, key_of, openai, server_at
from conversations.insights.generator import Dialogue, Failed, Line
from conversations.insights.openai.write import Budget
from organizations import generators, tokens
from organizations.access import Act, member_required
from organizations.models import GeneratorChoice
from organizations.tenancy import within
from web.fetch import check
from web.guard import Forbidden
from web.htmx import render_page

PATIENCE = 20  # seconds that a page waits for a server
SAMPLE = Dialogue(
    (
        Line(1, 1, "customer", "Hello, one leg of the oak table from order 48213 is cracked."),
        Line(2, 2, "agent", "I am sorry. Would you like a refund or another table?"),
        Line(3, 3, "customer", "A refund, please."),
        Line(4, 4, "agent", "186.40 will be back on your card by Friday."),
    ),
    language="en",
)
VISIBLE = RegexValidator(r"\A[!-~]+\Z", "Write letters, digits and signs without spaces.")


class ServerForm(forms.Form):
    base_url = forms.CharField(
        label="Address",
        max_length=500,
        help_text="Up to the version: https://api.openai.com/v1. Parley adds /chat/completions.",
    )
    model = forms.CharField(max_length=128, help_text="As the server calls it.")
    key = forms.CharField(
        max_length=500, required=False, validators=[VISIBLE], widget=forms.PasswordInput
    )
    tokens_a_day = forms.IntegerField(
        label="Tokens a day",
        min_value=0,
        max_value=10**12,
        required=False,
        help_text="Then titles are written offline until midnight UTC. 0 is no limit; left empty,"
        " the installation’s limit holds.",
    )

    def __init__(self, *args, choice=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.choice = choice
        if choice and choice.sealed_key:
            end = f" that ends in {choice.key_end}" if choice.key_end else ""
            self.fields[
                "key"
            ].help_text = (
                f"The stored key{end} stays if you leave this empty and the address as it is."
            )
        else:
            self.fields["key"].help_text = "Kept encrypted, and not shown again."

    def clean_base_url(self):
        try:
            url = check(self.cleaned_data["base_url"])
        except Forbidden as error:
            raise forms.ValidationError(str(error)) from None
        if url.query or url.fragment:
            raise forms.ValidationError("Leave out what follows ? or #.")
        return str(url).rstrip("/")

    def clean(self):
        """A stored key goes to no other address than the one that it was entered with."""
        cleaned = super().clean()
        stays = self.choice and self.choice.base_url == cleaned.get("base_url")
        if stays and not cleaned.get("key") and not self.has_error("key"):
            try:
                cleaned["key"] = key_of(self.choice)
            except Unset as error:
                self.add_error("key", f"Enter it again: {error}.")
        return cleaned


@dataclass(frozen=True)
class Tried:
    """What came of a try: the server's title, or an error; neither, if the form was wrong."""

    title: str | None = None
    tokens: int | None = None
    seconds: float | None = None
    error: str | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.GENERATOR)
def generator_settings(request, organization):
    choice = choice_of(organization)
    form = ServerForm(request.POST or None, choice=choice, initial=initial(choice))
    if not form.is_valid():
        return show(request, organization, choice, form=form)
    generators.use_server(organization, request.user, **form.cleaned_data)
    messages.success(request, "Saved. New titles are written by your server.")
    return redirect("generator_settings", organization.slug)


@require_POST
@member_required(Act.GENERATOR)
def choose_generator(request, organization):
    choice, uses = choice_of(organization), request.POST.get("uses")
    if uses == "installation":
        generators.follow_installation(organization, request.user)
    elif uses == "extractive" or (uses == "openai" and choice and choice.base_url):
        generators.use(organization, request.user, uses)
    else:
        messages.error(request, "Choose one of what is offered.")
    return redirect("generator_settings", organization.slug)


@require_POST
@member_required(Act.GENERATOR, waits=True)
def try_server(request, organization):
    """Have one title written by what stands in the form, which is not stored."""
    with within(organization):
        choice = choice_of(organization)
        left = tokens.left(organization, choice)
    form = ServerForm(request.POST, choice=choice)
    tried = ask(organization, form, left) if form.is_valid() else Tried()
    with within(organization):
        return show(request, organization, choice, form=form, tried=tried)


def ask(organization, form, left):
    given = form.cleaned_data
    patience = {"timeout": min(PATIENCE, settings.OPENAI_TIMEOUT), "attempts": 1, "rest": 0}
    server = server_at(given["base_url"], given["model"], given["key"], **patience)
    generator, began = openai(server, Budget(left)), perf_counter()
    try:
        written = generator.write(SAMPLE)
        return Tried(written.title, written.tokens, perf_counter() - began)
    except Failed as failure:
        return Tried(error=str(failure))
    finally:
        tokens.count(organization, generator.budget.take_spent())


def choice_of(organization):
    return GeneratorChoice.objects.of(organization).first()


def initial(choice):
    names = ("base_url", "model", "tokens_a_day")
    return {name: getattr(choice, name) for name in names} if choice else {}


def show(request, organization, choice, **more):
    """more: form; tried, where a server was."""
    context = {
        "section": "settings",
        "tab": "generator",
        "choice": choice,
        "uses": choice.uses if choice else settings.INSIGHTS_GENERATOR,
        "installation": settings.INSIGHTS_GENERATOR,
        "installations_model": settings.OPENAI_MODEL,
        "used": tokens.used(organization),
        "allowed": tokens.allowed(choice),
        **more,
    }
    return render_page(request, "conversations/titles.html", "conversations/_tried.html", context)
