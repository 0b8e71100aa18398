"""The README's pictures, from the demo data: make screenshots writes docs/screenshots/*.png.

Run beside servers of its own (python -m embedded services --throwaway). Needs Chromium.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

from embedded.port import free
from tests.browsers import find_chromium, flags

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LONG = "kitchen"  # finds a long chat of the demo with tools and a hand-over

# name → address below the organization, size, colour scheme
PICTURES = {
    "list": ("chats/", DESK, "light"),
    "search": ("chats/?q=refund+ord", DESK, "light"),
    "chat-dark": (None, DESK, "dark"),
    "calls-phone": ("calls/", PHONE, "light"),
}


def main():
    port = free()
    os.environ |= {"BASE_URL": f"http://localhost:{port}", "DEBUG": "false"}
    manage("migrate", "-v0")
    manage("collectstatic", "--no-input", "-v0")
    told = json.loads(manage("demo").splitlines()[-1])
    manage("insights", "--due")
    web = [sys.executable, "-m", "granian", "--interface=wsgi", "--no-ws", "--port", str(port)]
    with subprocess.Popen([*web, "config.wsgi:application"], cwd=ROOT) as server:
        try:
            take_pictures(told)
        finally:
            server.terminate()


def manage(*command):
    run = [sys.executable, ROOT / "manage.py", *command]
    return subprocess.run(run, check=True, stdout=subprocess.PIPE, text=True).stdout


def take_pictures(told):
    wait_for(os.environ["BASE_URL"] + "/health")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=flags())
        page = browser.new_page(base_url=os.environ["BASE_URL"], viewport=DESK)
        sign_in(page, told)
        for name, (address, size, scheme) in PICTURES.items():
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            page.goto(f"/o/{told['organization']}/{address or f'chats/?q={LONG}&sort=-duration'}")
            if address is None:
                page.goto(page.locator("a.title").first.get_attribute("href"))
            page.wait_for_load_state("networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
            print(FOLDER / f"{name}.png")


def sign_in(page, told):
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(told["email"])
    page.get_by_label("Password", exact=True).fill(told["password"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/o/**")


def wait_for(url, seconds=30):
    end = time.monotonic() + seconds
    while True:
        try:
            return urllib.request.urlopen(url)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


if __name__ == "__main__":
    main()
