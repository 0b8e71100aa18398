"""The filters of a list: one FilterSet, whose state is the URL.

Each field is a filter's form field and its chip. A value that can't be understood is named
beside its chip, and the list stays empty until it is mended: never wider than asked.
"""

from datetime import datetime, time, timedelta
from functools import cached_property

import django_filters as df
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from annotations.queries import has_notes, reviewed, scored, tagged, tags_called
from browsing.annotation_fields import ScoresFilter, SomebodyFilter
from browsing.filter_form import FiltersForm
from browsing.search import conditions
from conversations.models import Participant, ReviewState, SearchRow
from conversations.properties import LONGEST_VALUE, plain_name
from organizations.models import Project

YES_NO = [("yes", "Yes"), ("no", "No")]
NOTES = [("yes", "Yes"), ("open", "Open ones"), ("no", "No")]
WAITING = "waiting"
REVIEW = [
    (ReviewState.NEW.value, "New"),
    (ReviewState.IN_REVIEW.value, "In review"),
    (ReviewState.REVIEWED.value, "Reviewed"),
    (WAITING, "New or in review"),
]
SECONDS = "In seconds, on average."
LONGEST_QUERY = 200  # characters
NUL = "It holds a NUL, a character that no text can have. Type the words anew."
BIGGEST = 2**63 - 1  # what the column of a whole number holds


class WordsField(forms.CharField):
    """Several values in one text, parted by commas; no NUL, at most 20."""

    def clean(self, value):
        words = [word.strip() for word in super().clean(value).split(",")]
        words = [word for word in words if word]
        if len(words) > 20:
            raise forms.ValidationError("At most 20 values.")
        return words


class WordsFilter(df.CharFilter):
    field_class = WordsField

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, widget=known_values(known), **kwargs)


def known_values(name):
    """A text field that offers what the organization has (browsing/choices.py)."""
    return forms.TextInput(attrs={"list": f"known-{name}", "autocomplete": "off"})


DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ProjectsFilter(df.ModelChoiceFilter):
    """Offers the organization's projects, known in addresses by their slugs."""

    def get_queryset(self, request):
        return Project.objects.of(request.membership.organization)


class WholeFilter(df.NumberFilter):
    field_class = forms.IntegerField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, min_value=-BIGGEST, max_value=BIGGEST, **kwargs)


class SecondsFilter(df.NumberFilter):
    field_class = forms.FloatField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, min_value=0, **kwargs)


class ConversationFilters(df.FilterSet):
    """Narrows the search rows of an organization. request.membership names it."""

    q = df.CharFilter(
        method="search",
        label="Search",
        max_length=LONGEST_QUERY,
        error_messages={"null_characters_not_allowed": NUL},
    )
    since = df.DateFilter(method="from_day", label="Started from", widget=DAY)
    until = df.DateFilter(method="to_day", label="Started until", widget=DAY)
    agent = df.CharFilter(
        method="by_agent", label="Agent", max_length=255, widget=known_values("agent")
    )
    customer = df.CharFilter(method="by_customer", label="Customer", max_length=255)
    tag_any = WordsFilter(method="with_any", label="Any of these tags", known="tag")
    tag_all = WordsFilter(method="with_all", label="All of these tags", known="tag")
    tag_none = WordsFilter(method="with_none", label="None of these tags", known="tag")
    language = WordsFilter(method="one_of", label="Language", known="language")
    sentiment = WordsFilter(method="one_of", label="Sentiment", known="sentiment")
    category = WordsFilter(method="one_of", label="Category", known="category")
    rating_min = WholeFilter("rating", "gte", label="Rating at least")
    rating_max = WholeFilter("rating", "lte", label="Rating at most")
    escalated = df.ChoiceFilter(
        method="by_escalation", choices=YES_NO, empty_label="Any", label="Escalated"
    )
    forwarded = df.ChoiceFilter(
        method="by_forwarding", choices=YES_NO, empty_label="Any", label="Sent to HR"
    )
    tokens_min = WholeFilter("token_count", "gte", label="Tokens at least")
    tokens_max = WholeFilter("token_count", "lte", label="Tokens at most")
    response_min = SecondsFilter(
        "response_time", "gte", label="Response time at least", help_text=SECONDS
    )
    response_max = SecondsFilter(
        "response_time", "lte", label="Response time at most", help_text=SECONDS
    )
    review = df.ChoiceFilter(method="by_review", choices=REVIEW, empty_label="Any", label="Review")
    review_by = SomebodyFilter(
        method="by_reviewer",
        label="Reviewed by",
        max_length=254,
        widget=known_values("person"),
        help_text="A name or an email, or: me.",
    )
    notes = df.ChoiceFilter(method="by_notes", choices=NOTES, empty_label="Any", label="Has notes")
    score = ScoresFilter(
        method="by_score",
        label="Score",
        max_length=500,
        widget=known_values("score"),
        help_text="A name; or name = value, name = 2..4, name >= 3. Several with commas.",
    )
    score_by = SomebodyFilter(
        method="by_scorer",
        label="Score given by",
        max_length=254,
        widget=known_values("person"),
        help_text="A name or an email, or: me.",
    )

    @property
    def qs(self):
        return super().qs if self.is_valid() else self.queryset.none()

    property = df.CharFilter(
        method="by_property",
        label="Property",
        max_length=500,
        help_text="A name, or name=value. Any spelling of the name will do.",
    )
    project = ProjectsFilter(to_field_name="slug", empty_label="Any", label="Project")

    class Meta:
        model = SearchRow
        form = FiltersForm
        fields = []

    def __init__(self, data, rows, request):
        super().__init__(data, rows, request=request)
        self.organization = request.membership.organization

    def filter_queryset(self, rows):
        return self.narrowed(self.form.cleaned_data)

    def narrowed(self, asked):
        """The rows that pass these values, by the names of their filters."""
        self.asked, rows = asked, self.queryset
        for name, value in asked.items():
            rows = self.filters[name].filter(rows, value)
        return rows

    def without(self, *names):
        """The rows that pass all but these; as words and tags are known, without a statement."""
        asked = self.form.cleaned_data
        return self.narrowed({name: asked[name] for name in asked if name not in names})

    def without_word(self, word):
        """The rows that pass all but this one of the words."""
        others = [condition for one, condition in self.words.items() if one != word]
        return self.without("q").filter(*others)

    @cached_property
    def words(self):
        """What each word of the search asks for, by the word."""
        return conditions(self.organization, self.form.cleaned_data["q"])

    @cached_property
    def known_tags(self):
        """The keys of all tags that are asked for; one statement."""
        names = [
            n for which in ("any", "all", "none") for n in self.form.cleaned_data[f"tag_{which}"]
        ]
        return tags_called(self.organization, names)

    def search(self, rows, name, value):
        return rows.filter(*self.words.values())

    def from_day(self, rows, name, day):
        return rows.filter(started_at__gte=midnight(day))

    def to_day(self, rows, name, day):
        return rows.filter(started_at__lt=midnight(day + timedelta(days=1)))

    def by_agent(self, rows, name, value):
        return rows.filter(took_part(agent__name__iexact=value))

    def by_customer(self, rows, name, value):
        return rows.filter(took_part(Q(label__iexact=value) | Q(phone=value), role="customer"))

    def with_any(self, rows, name, names):
        return rows.filter(tagged(self.tags(names).values()))

    def with_all(self, rows, name, names):
        tags = self.tags(names)
        keys = [tags.get(name.casefold()) for name in names]
        return rows.filter(*[tagged([key]) for key in keys]) if all(keys) else rows.none()

    def with_none(self, rows, name, names):
        return rows.filter(~tagged(self.tags(names).values()))

    def tags(self, names):
        keys = [name.casefold() for name in names]
        return {key: self.known_tags[key] for key in keys if key in self.known_tags}

    def one_of(self, rows, name, values):
        return rows.filter(**{f"{name}__in": values}) if values else rows

    def by_escalation(self, rows, name, value):
        return rows.filter(is_escalated=value == "yes")

    def by_forwarding(self, rows, name, value):
        return rows.filter(is_forwarded=value == "yes")

    def by_review(self, rows, name, value):
        waiting = [ReviewState.NEW, ReviewState.IN_REVIEW]
        return rows.filter(reviewed(waiting if value == WAITING else [value]))

    def by_reviewer(self, rows, name, who):
        """Narrowed by the state too: an index knows it, and few have these."""
        return rows.filter(reviewed([ReviewState.IN_REVIEW, ReviewState.REVIEWED], by=who))

    def by_notes(self, rows, name, value):
        if value == "no":
            return rows.filter(notes="")
        rows = rows.exclude(notes="")
        return rows.filter(has_notes(unresolved=True)) if value == "open" else rows

    def by_score(self, rows, name, asked):
        by = self.asked.get("score_by")
        for one in asked:
            rows = rows.filter(scored(**vars(one), by=by))
        return rows

    def by_scorer(self, rows, name, who):
        by_score_too = self.asked.get("score")  # which minds whose it is
        return rows if by_score_too else rows.filter(scored(by=who))

    def by_property(self, rows, name, text):
        key, has_value, value = text.partition("=")
        if not has_value:
            return rows.filter(properties__has_key=plain_name(key))
        return rows.filter(properties__contains={plain_name(key): value.strip()[:LONGEST_VALUE]})


def midnight(day):
    """The start of the day in the reader's zone: a half-open bound."""
    return timezone.make_aware(datetime.combine(day, time.min))


def took_part(*conditions, **columns):
    """Whether such a participant took part; for .filter() of search rows."""
    return Exists(
        Participant.objects.filter(
            *conditions,
            organization=OuterRef("organization"),
            conversation=OuterRef("conversation_id"),
            **columns,
        )
    )
