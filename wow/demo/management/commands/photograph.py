"""`make pictures`: starts a demo of its own and photographs its pages for the README."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from wow.demo.mailbox import free_port

FOLDER = Path(settings.BASE_DIR) / "docs" / "images"
PHONE, DESK = (360, 740), (1280, 800)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Picture:
    """One photograph: who is logged in, which page, on which screen."""

    file: str
    person: str
    path: str
    screen: tuple[int, int]
    is_dark: bool = False


PICTURES = (
    Picture("member-sv.png", "Kerstin", "/sv/", PHONE),
    Picture("member-ar.png", "نورة", "/ar/", PHONE),
    Picture("lunch-wide.png", "Grace", "/en/lunches/", DESK),
    Picture("staff.png", "Lovisa (WOW)", "/admin/", DESK),
)


class Command(BaseCommand):
    """Needs Chromium and the packages that tests need."""

    help = "Photographs the demo for the README."

    def handle(self, *args: Any, **options: Any) -> None:
        browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
        if browser is None:
            raise CommandError("Chromium is not installed.")
        FOLDER.mkdir(parents=True, exist_ok=True)
        with running_demo() as address:
            photograph(address, browser)
        self.stdout.write(f"{len(PICTURES)} pictures in {FOLDER}.")


@contextmanager
def running_demo() -> Iterator[str]:
    """A fresh demo in a folder that is thrown away; its address."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-u", "manage.py", "rundemo"],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DEMO_DIR": folder, "DEMO_PORT": str(port)},
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert process.stdout is not None  # noqa: S101 for the type checker
        for line in process.stdout:
            if "Ctrl-C" in line:
                break
        try:
            yield f"http://localhost:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


def photograph(address: str, browser: str) -> None:
    """Take every picture."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for picture in PICTURES:
            width, height = picture.screen
            context = chromium.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if picture.is_dark else "light",
                device_scale_factor=1.5,
            )
            page = context.new_page()
            page.goto(f"{address}/demo/")
            card = page.locator("li", has=page.locator("strong", has_text=picture.person))
            card.get_by_role("button").first.click()
            page.goto(f"{address}{picture.path}")
            if picture.path.endswith("/lunches/"):
                page.locator("main a[href*='/lunches/']").first.click()
            page.wait_for_load_state("networkidle")
            page.screenshot(path=FOLDER / picture.file)
            context.close()
        chromium.close()
