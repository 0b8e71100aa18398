"""Settings, Tags and Scores: below /o/<organization>/settings/."""

from django.urls import path

from annotations.pages import merging, vocabulary

urlpatterns = [
    path("tags/", vocabulary.tag_list, name="tag_list"),
    path("tags/new/", vocabulary.make_tag, name="make_tag"),
    path("tags/<uuid:pk>/edit/", vocabulary.change_tag, name="change_tag"),
    path("tags/<uuid:pk>/archive/", vocabulary.archive_tag, name="archive_tag"),
    path("tags/<uuid:pk>/restore/", vocabulary.restore_tag, name="restore_tag"),
    path("tags/<uuid:pk>/delete/", vocabulary.delete_tag, name="delete_tag"),
    path("tags/<uuid:pk>/merge/", merging.merge_tag, name="merge_tag"),
]
