"""Chromium for the browser tests, and a page that minds the Content Security Policy."""

import os
import shutil

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ("--disable-background-networking", "--disable-component-update")
PATIENCE = 60_000  # ms: what is there at once on a machine of its own may take long on another
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = find_chromium()
    if not chromium:
        no = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        no("No Chromium: install it, or name one by CHROMIUM=/path/to/chrome")
    return {**browser_type_launch_args, "executable_path": chromium, "args": flags()}


def find_chromium():
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def flags():
    arguments = [*ARGUMENTS, "--disable-dev-shm-usage"]  # containers have little of it
    return [*arguments, "--no-sandbox"] if os.geteuid() == 0 else arguments


@pytest.fixture
def page(page):
    """Fails the test when a script breaks or the Content Security Policy refuses something."""
    complaints = []
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if is_refusal(said) else None)
    yield page
    assert not complaints


def is_refusal(said):
    return said.type == "error" and "Content Security Policy" in said.text


@pytest.fixture
def sign_in(live):
    """Gives a browser page the session of a user, as the form would."""

    def give(page, user):
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live}])

    return give
