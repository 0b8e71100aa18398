"""Editing a conversation's title in its place, or without a script on a page of its own."""

from django import forms
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from browsing.opened import context_of, conversation_of, deleted_is_404
from conversations.titles import rename
from organizations.access import Act, member_required
from web.htmx import render_page, wants_fragment

LONGEST = 255  # characters


class TitleForm(forms.Form):
    title = forms.CharField(
        max_length=LONGEST,
        required=False,
        help_text="Yours stays, whatever is generated later. Emptied, the one before comes back.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.EDIT_TITLES)
def edit_title(request, organization, pk):
    """A GET opens the form; a POST renames, and answers with the title, or with what is wrong."""
    conversation = conversation_of(organization, pk)
    form = TitleForm(request.POST or None, initial={"title": conversation.title})
    context = context_of(conversation, title_form=form, is_editing=True)
    if form.is_valid():
        with deleted_is_404():
            rename(conversation, form.cleaned_data["title"], by=request.user)
        if not wants_fragment(request):
            return redirect(context["kind"]["detail"], organization.slug, pk)
        context |= {"is_editing": False, "is_saved": True}
        context["title_form"] = TitleForm(initial={"title": conversation.title})
    return render_page(request, "browsing/title.html", "browsing/_title.html", context)
