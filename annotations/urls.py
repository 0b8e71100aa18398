from django.urls import path

from annotations.pages.happened import conversation_history
from annotations.pages.news import annotate_panel, annotation_news
from annotations.pages.reviewing import mark_review
from annotations.pages.scoring import give_score
from annotations.pages.tagging import add_tag, known_tags, remove_tag

urlpatterns = [
    path("conversations/<uuid:pk>/history/", conversation_history, name="conversation_history"),
    path("conversations/<uuid:pk>/annotate/", annotate_panel, name="annotate_panel"),
    path("conversations/<uuid:pk>/annotate/news/", annotation_news, name="annotation_news"),
    path("conversations/<uuid:pk>/review/", mark_review, name="mark_review"),
    path("conversations/<uuid:pk>/tags/", add_tag, name="add_tag"),
    path("conversations/<uuid:pk>/tags/known/", known_tags, name="known_tags"),
    path("conversations/<uuid:pk>/tags/remove/", remove_tag, name="remove_tag"),
    path("conversations/<uuid:pk>/scores/<uuid:config>/", give_score, name="give_score"),
]
