"""Settings, Tags and Scores: below /o/<organization>/settings/."""

from django.urls import path

from annotations.pages import merging, questions, vocabulary

urlpatterns = [
    path("tags/", vocabulary.tag_list, name="tag_list"),
    path("tags/new/", vocabulary.make_tag, name="make_tag"),
    path("tags/<uuid:pk>/edit/", vocabulary.change_tag, name="change_tag"),
    path("tags/<uuid:pk>/archive/", vocabulary.archive_tag, name="archive_tag"),
    path("tags/<uuid:pk>/restore/", vocabulary.restore_tag, name="restore_tag"),
    path("tags/<uuid:pk>/delete/", vocabulary.delete_tag, name="delete_tag"),
    path("tags/<uuid:pk>/merge/", merging.merge_tag, name="merge_tag"),
    path("scores/", questions.score_config_list, name="score_config_list"),
    path("scores/new/", questions.make_score_config, name="make_score_config"),
    path("scores/<uuid:pk>/edit/", questions.change_score_config, name="change_score_config"),
    path("scores/<uuid:pk>/move/", questions.move_score_config, name="move_score_config"),
    path("scores/<uuid:pk>/archive/", questions.archive_score_config, name="archive_score_config"),
    path("scores/<uuid:pk>/restore/", questions.restore_score_config, name="restore_score_config"),
]
