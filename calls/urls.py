from django.urls import path

from calls.views import call_detail, call_filters, call_json, call_list, call_news

urlpatterns = [
    path("calls/", call_list, name="call_list"),
    path("calls/filters/", call_filters, name="call_filters"),
    path("calls/news/", call_news, name="call_news"),
    path("calls/<uuid:pk>/", call_detail, name="call_detail"),
    path("calls/<uuid:pk>/json/", call_json, name="call_json"),
]
