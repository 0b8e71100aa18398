from django.urls import path

from chats.views import chat_detail, chat_filters, chat_json, chat_list, chat_news

urlpatterns = [
    path("chats/", chat_list, name="chat_list"),
    path("chats/filters/", chat_filters, name="chat_filters"),
    path("chats/news/", chat_news, name="chat_news"),
    path("chats/<uuid:pk>/", chat_detail, name="chat_detail"),
    path("chats/<uuid:pk>/json/", chat_json, name="chat_json"),
]
