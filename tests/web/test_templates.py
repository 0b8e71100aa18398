import re

import pytest
from django import forms
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string

FOLDER = settings.ROOT / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
ICONS = set(re.findall(r'<symbol id="i-(\S+)"', (FOLDER / "_icons.html").read_text()))
REFUSED = re.compile(r"""\sstyle=|\son[a-z]+=["']|<style|<script(?![^>]*\ssrc=)|javascript:""")

each_template = pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER))
)


class SignIn(forms.Form):
    email = forms.EmailField(help_text="As in the invitation.")


def field(form, **more):
    return render_to_string("web/_field.html", {"field": form["email"], **more})


@each_template
def test_template_holds_nothing_that_the_content_security_policy_refuses(path):
    assert not REFUSED.findall(path.read_text())


@each_template
def test_template_names_icons_that_exist(path):
    assert ICONS.issuperset(re.findall(r'{% icon "(\S+)"', path.read_text()))


@each_template
def test_template_compiles(path):
    engines["django"].get_template(str(path.relative_to(FOLDER)))


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "429", "500"])
def test_error_page_needs_no_context(code):
    assert "<h1>" in render_to_string(f"{code}.html")


def test_field_ties_label_help_and_error_to_what_was_typed():
    html = field(SignIn({"email": "nobody"}))
    assert '<label for="id_email">Email</label>' in html
    assert 'value="nobody"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'id="id_email_helptext">As in the invitation.' in html
    assert 'id="id_email_error"' in html


def test_first_wrong_field_takes_the_focus():
    assert " autofocus" in field(SignIn({"email": "nobody"}))
    assert " autofocus" not in field(SignIn())
