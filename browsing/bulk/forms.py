"""What each bulk act asks for besides the selection; cleaned it is the params of its job."""

from decimal import Decimal, InvalidOperation

from django import forms

from annotations import score_configs, tags
from annotations.annotate import tags_to_put
from annotations.models import Level, ScoreConfig, ScoreKind, Tag
from annotations.panel import answers
from annotations.refused import Refused
from annotations.scores import LONGEST_TEXT, checked, told
from browsing.filters import WordsField, known_values
from conversations.models import ReviewState
from organizations.access import Act, may
from organizations.actors import Actor


class BulkForm(forms.Form):
    """asker is the membership of who asks. params() is asked for once it is valid."""

    def __init__(self, *args, asker, **kwargs):
        super().__init__(*args, **kwargs)
        self.asker, self.organization = asker, asker.organization

    def params(self) -> dict:
        return {}


class TagForm(BulkForm):
    """Tags to put, which are made where the role may."""

    names = WordsField(
        label="Tags",
        max_length=1000,
        widget=known_values("tag"),
        help_text="Several with commas.",
    )

    def clean_names(self):
        try:
            return [tags.plain(name) for name in self.cleaned_data["names"]]
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def params(self):
        by, may_make = Actor.of(self.asker.user), may(self.asker, Act.MANAGE_TAGS)
        return told_of(tags_to_put(self.organization, self.cleaned_data["names"], by, may_make))

    @property
    def known(self):
        rows = Tag.objects.of(self.organization).filter(archived_at=None)
        return rows.order_by("key").values_list("name", flat=True)[:100]


class UntagForm(TagForm):
    """Tags to take off; archived ones too."""

    def clean_names(self):
        names = {name.casefold(): name for name in super().clean_names()}
        self.found = list(Tag.objects.of(self.organization).filter(key__in=names))
        for key in names.keys() - {tag.key for tag in self.found}:
            raise forms.ValidationError(f"There is no tag “{names[key]}”.")
        return list(names.values())

    def params(self):
        return told_of(self.found)


class ReviewForm(BulkForm):
    state = forms.ChoiceField(
        label="Review state",
        choices=[("new", "New"), ("in_review", "In review"), ("reviewed", "Reviewed")],
        initial=ReviewState.REVIEWED.value,
    )

    def params(self):
        return {"state": self.cleaned_data["state"]}


class ScoreForm(BulkForm):
    """A score of the whole conversation, and its value: chosen where the answers are few."""

    config = forms.ModelChoiceField(
        ScoreConfig.objects.none(),
        label="Score",
        to_field_name="public_id",
        empty_label=None,
        error_messages={"invalid_choice": "There is no such score."},
    )
    value = forms.CharField(label="Value", max_length=LONGEST_TEXT)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        configs = score_configs.configs(self.organization).filter(level=Level.CONVERSATION)
        self.fields["config"].queryset = configs
        self.chosen = self._chosen(configs)
        if self.chosen and (found := answers(self.chosen)):
            self.fields["value"].widget = forms.Select(choices=found)

    def _chosen(self, configs):
        by_id = {str(config.public_id): config for config in configs}
        first = next(iter(by_id.values()), None)
        return by_id.get(self.data.get("config", ""), first)

    def clean(self):
        cleaned = super().clean()
        if "config" in cleaned and "value" in cleaned:
            try:
                cleaned["value"] = checked(self._version(), read(self.chosen, cleaned["value"]))
            except Refused as refused:
                self.add_error("value", str(refused))
        return cleaned

    def _version(self):
        version = self.chosen.current
        version.config = self.chosen
        return version

    def params(self):
        value = told(self.cleaned_data["value"])
        answer = {True: "Yes", False: "No"}[value] if isinstance(value, bool) else str(value)
        question = self.chosen.current.name
        return {"config": self.chosen.pk, "value": value, "question": question, "answer": answer}


class DeleteForm(BulkForm):
    """Nothing but the question."""


FORMS = {
    "tag": TagForm,
    "untag": UntagForm,
    "review": ReviewForm,
    "score": ScoreForm,
    "delete": DeleteForm,
}


def told_of(found: list[Tag]) -> dict:
    return {"tags": [tag.pk for tag in found], "names": [tag.name for tag in found]}


def read(config: ScoreConfig, text: str):
    """What was typed as the config's kind of value; as it is where it is none."""
    if config.kind == ScoreKind.BOOLEAN:
        return {"true": True, "false": False}.get(text, text)
    if config.kind != ScoreKind.NUMBER:
        return text
    try:
        return Decimal(text)
    except InvalidOperation:
        return text
