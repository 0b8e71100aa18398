"""Filter fields about annotations: what is typed becomes what annotations/queries.py asks for."""

import django_filters as df
from django import forms

from annotations.asked import asked_scores, somebody
from annotations.refused import Refused


class ScoresField(forms.CharField):
    """Scores with values or bounds; the organization's, which the filter sets."""

    def clean(self, value):
        text = super().clean(value)
        try:
            return asked_scores(self.request.membership.organization, text) if text else []
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused


class SomebodyField(forms.CharField):
    """A name or an e-mail; `me` is the reader."""

    def clean(self, value):
        text = super().clean(value)
        asker = self.request.membership
        return somebody(asker.organization, text, asker.user) if text else None


class OfTheRequest(df.CharFilter):
    """A filter whose field knows who asks."""

    @property
    def field(self):
        field = super().field
        field.request = self.parent.request
        return field


class ScoresFilter(OfTheRequest):
    field_class = ScoresField


class SomebodyFilter(OfTheRequest):
    field_class = SomebodyField
