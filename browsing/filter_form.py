"""The form of a list's filters: its groups, and what holds between them."""

from django import forms

FIGURES = ("rating", "tokens", "response")  # each with _min and _max
FIRST_YEAR, LAST_YEAR = 1970, 2199
GROUPS = {
    "What and when": ["q", "since", "until", "project"],
    "Who": ["agent", "customer"],
    "Tags": ["tag_any", "tag_all", "tag_none"],
    "Review, notes and scores": ["review", "review_by", "notes", "score", "score_by"],
    "What came with it": "language sentiment category property escalated forwarded".split(),
    "Figures": [f"{figure}_{end}" for figure in FIGURES for end in ("min", "max")],
}


class FiltersForm(forms.Form):
    """The rules between filters, and which of them stand together on the page."""

    @property
    def groups(self):
        """(heading, fields) in the order of the page; what no group names stands last."""
        named = [name for names in GROUPS.values() for name in names]
        others = [name for name in self.fields if name not in named]
        groups = {**GROUPS, "Others": others} if others else GROUPS
        return [(heading, [self[name] for name in names]) for heading, names in groups.items()]

    def clean(self):
        for figure in FIGURES:
            least, most = (self.cleaned_data.get(f"{figure}_{end}") for end in ("min", "max"))
            if least is not None and most is not None and least > most:
                self.add_error(f"{figure}_max", "This is less than the least.")
        self.check_days()

    def check_days(self):
        days = [self.cleaned_data.get(name) for name in ("since", "until")]
        for name, day in zip(("since", "until"), days, strict=True):
            if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
                self.add_error(name, f"A year from {FIRST_YEAR} to {LAST_YEAR}.")
        if all(days) and days[0] > days[1]:
            self.add_error("until", "This is before the first day.")
