from django.urls import path

from browsing.bulk.pages import bulk_annotate, bulk_delete, bulk_job, cancel_bulk, undo_bulk
from browsing.earlier import earlier_words
from browsing.people import agent, customer
from browsing.summaries import edit_summary, regenerate, summary
from browsing.titles import edit_title
from browsing.transcripts import find_in_transcript, transcript_block, transcript_text

urlpatterns = [
    path("bulk/tag/", bulk_annotate, {"act": "tag"}, name="bulk_tag"),
    path("bulk/untag/", bulk_annotate, {"act": "untag"}, name="bulk_untag"),
    path("bulk/review/", bulk_annotate, {"act": "review"}, name="bulk_review"),
    path("bulk/score/", bulk_annotate, {"act": "score"}, name="bulk_score"),
    path("bulk/delete/", bulk_delete, name="bulk_delete"),
    path("bulk/<uuid:pk>/", bulk_job, name="bulk_job"),
    path("bulk/<uuid:pk>/cancel/", cancel_bulk, name="cancel_bulk"),
    path("bulk/<uuid:pk>/undo/", undo_bulk, name="undo_bulk"),
    path("agents/<uuid:pk>/", agent, name="agent"),
    path("customers/<uuid:pk>/", customer, name="customer"),
    path("conversations/<uuid:pk>/summary/", summary, name="summary"),
    path("conversations/<uuid:pk>/summary/again/", regenerate, name="regenerate"),
    path("conversations/<uuid:pk>/summary/edit/", edit_summary, name="edit_summary"),
    path("conversations/<uuid:pk>/summary/earlier/", earlier_words, name="earlier_words"),
    path("conversations/<uuid:pk>/title/", edit_title, name="edit_title"),
    path("conversations/<uuid:pk>/find/", find_in_transcript, name="find_in_transcript"),
    path("conversations/<uuid:pk>/blocks/<int:number>/", transcript_block, name="transcript_block"),
    path("conversations/<uuid:pk>/text/", transcript_text, name="transcript_text"),
]
