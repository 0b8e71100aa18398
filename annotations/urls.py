from django.urls import path

from annotations.pages.happened import conversation_history
from annotations.pages.mentioning import (
    known_members,
    mail_mentions,
    mention_list,
    open_mention,
    read_mentions,
)
from annotations.pages.news import annotate_panel, annotation_news
from annotations.pages.noting import (
    delete_note,
    earlier_notes,
    edit_note,
    notes_panel,
    reply_to_note,
    settle_note,
    write_note,
)
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
    path("conversations/<uuid:pk>/notes/", notes_panel, name="notes_panel"),
    path("conversations/<uuid:pk>/notes/write/", write_note, name="write_note"),
    path("conversations/<uuid:pk>/notes/<uuid:note>/reply/", reply_to_note, name="reply_to_note"),
    path("conversations/<uuid:pk>/notes/<uuid:note>/edit/", edit_note, name="edit_note"),
    path("conversations/<uuid:pk>/notes/<uuid:note>/delete/", delete_note, name="delete_note"),
    path("conversations/<uuid:pk>/notes/<uuid:note>/settle/", settle_note, name="settle_note"),
    path("conversations/<uuid:pk>/notes/<uuid:note>/earlier/", earlier_notes, name="earlier_notes"),
    path("members/known/", known_members, name="known_members"),
    path("mentions/", mention_list, name="mention_list"),
    path("mentions/read/", read_mentions, name="read_mentions"),
    path("mentions/mail/", mail_mentions, name="mail_mentions"),
    path("mentions/<uuid:pk>/", open_mention, name="open_mention"),
]
