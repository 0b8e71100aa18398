"""The pages of imports, below /o/<organization>/imports/."""

from django.urls import path

from imports import pages

urlpatterns = [
    path("new/", pages.upload_conversations, name="upload_conversations"),
    path("<uuid:pk>/rejects/", pages.rejected_lines, name="rejected_lines"),
]
