"""The form of a score config: its wording, and of a new one what it is."""

from django import forms

from annotations import score_configs
from annotations.models import Level, ScoreConfig, ScoreKind
from annotations.pages.act_form import ActForm
from annotations.score_configs import Wording
from annotations.scores import told

OF_A_NUMBER = ("minimum", "maximum", "step")
KINDS = [
    (ScoreKind.BOOLEAN, "Yes or no"),
    (ScoreKind.CHOICE, "One of several choices"),
    (ScoreKind.NUMBER, "A number"),
    (ScoreKind.TEXT, "Free text"),
]
LEVELS = [(Level.CONVERSATION, "The conversation as a whole"), (Level.TURN, "A single turn")]


class WordingForm(ActForm):
    """What can change later too. Fields that its kind doesn't have are not looked at."""

    name = forms.CharField(
        label="Question",
        max_length=score_configs.LONGEST_NAME,
        help_text="As short as it can be: Solved, Politeness, Reason of the contact.",
    )
    help = forms.CharField(
        label="Help",
        max_length=score_configs.LONGEST_HELP,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Stands below the question: when to answer what.",
    )
    choices = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"One a line, 2 to {score_configs.MOST_CHOICES}, in the order they are offered.",
    )
    minimum = forms.DecimalField(required=False)
    maximum = forms.DecimalField(required=False)
    step = forms.DecimalField(
        required=False, help_text="Counted from the minimum. Left empty, any number between."
    )

    def __init__(self, *args, of_kind=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.of_kind = of_kind

    def clean(self):
        """What stands in a field that this kind doesn't have, and doesn't show, is no fault."""
        given = super().clean()
        kind = given.get("kind", self.of_kind)
        strange = set() if kind == ScoreKind.CHOICE else {"choices"}
        strange |= set() if kind == ScoreKind.NUMBER else set(OF_A_NUMBER)
        for name in strange:
            self.errors.pop(name, None)
        return {"choices": "", **dict.fromkeys(OF_A_NUMBER), **given}

    def wording(self, kind: str) -> Wording:
        given = self.cleaned_data
        choices = [line for line in given["choices"].splitlines() if line.strip()]
        is_choice, is_number = kind == ScoreKind.CHOICE, kind == ScoreKind.NUMBER
        return Wording(
            given["name"],
            given["help"],
            choices if is_choice else None,
            *(given[name] if is_number else None for name in OF_A_NUMBER),
        )


class ConfigForm(WordingForm):
    kind = forms.ChoiceField(label="Answer", choices=KINDS, widget=forms.RadioSelect)
    level = forms.ChoiceField(label="Asked of", choices=LEVELS, widget=forms.RadioSelect)


def initial(config: ScoreConfig) -> dict:
    """What the form of a config shows at first."""
    version = config.current
    numbers = {name: getattr(version, name) for name in OF_A_NUMBER}
    return {
        "name": version.name,
        "help": version.help,
        "choices": "\n".join(version.choices or []),
        **{name: None if number is None else told(number) for name, number in numbers.items()},
    }
