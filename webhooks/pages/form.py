"""The form of a webhook: its address, what it hears of, what is sent along."""

from django import forms

from organizations.models import Project
from webhooks.events import DOTTED, NEVER, TOLD
from webhooks.models import LONGEST_URL
from webhooks.target import Unfit, fit_headers, fit_url

LINES = 4


class WebhookForm(forms.Form):
    url = forms.CharField(
        label="Address",
        max_length=LONGEST_URL,
        help_text="Where deliveries are posted to: https://… A public address; redirects are not"
        " followed.",
    )
    project = forms.ModelChoiceField(
        Project.objects.none(), empty_label=None, help_text="It hears of this project only."
    )
    events = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        help_text="Of Roark’s further events, about simulations, evaluations and issues, nothing"
        " ever comes: Parley has none of these.",
    )
    description = forms.CharField(max_length=1000, required=False, help_text="Whose it is.")
    headers = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": LINES, "spellcheck": "false"}),
        help_text="One a line, like Authorization: Bearer … Kept encrypted.",
    )

    def __init__(self, *args, organization, also=(), **kwargs):
        """also: further events that it hears of, which the API took and nothing ever tells."""
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.of(organization)
        untold = [(name, f"{DOTTED[name]}: never comes, as {NEVER[name]}") for name in also]
        told = [(name, f"{DOTTED[name]}: {text.lower()}") for name, text in TOLD.items()]
        self.fields["events"].choices = told + untold

    def clean_url(self):
        try:
            return fit_url(self.cleaned_data["url"])
        except Unfit as error:
            raise forms.ValidationError(str(error)) from None

    def clean_headers(self):
        lines = [line.strip() for line in self.cleaned_data["headers"].splitlines()]
        parts = [line.partition(":") for line in lines if line]
        if not all(colon for _, colon, _ in parts):
            raise forms.ValidationError("Each line is a name, a colon and a value.")
        names = [name.strip().lower() for name, *_ in parts]
        if len(set(names)) < len(names):
            raise forms.ValidationError("A header stands there twice.")
        try:
            return fit_headers({name.strip(): value.strip() for name, _, value in parts})
        except Unfit as error:
            raise forms.ValidationError(str(error)) from None


class ChangeForm(WebhookForm):
    """Of a webhook that is there: its project stays."""

    def __init__(self, *args, webhook, headers, **kwargs):
        initial = {
            "url": webhook.url,
            "events": webhook.events,
            "description": webhook.description,
            "headers": "\n".join(f"{name}: {value}" for name, value in headers.items()),
        }
        untold = [name for name in webhook.events if name not in TOLD]
        organization = webhook.organization
        super().__init__(*args, initial=initial, organization=organization, also=untold, **kwargs)
        del self.fields["project"]
