"""Settings, Titles: below /o/<organization>/settings/."""

from django.urls import path

from conversations.pages import generator

urlpatterns = [
    path("titles/", generator.generator_settings, name="generator_settings"),
    path("titles/try/", generator.try_server, name="try_server"),
    path("titles/choose/", generator.choose_generator, name="choose_generator"),
]
