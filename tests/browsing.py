"""Reports in a real browser, for the tests of any room."""

from __future__ import annotations

import html
import http.server
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

FRAME = """<!DOCTYPE html><body style="margin:0"><iframe id="page" src="report.html" style="border:0;width:{width}px;height:900px"
></iframe><script>addEventListener("load", () => {{ const seen = document.getElementById("page").contentDocument
  const root = seen.documentElement, boxes = [...seen.querySelectorAll(".scroll")]
  const wide = [...seen.querySelectorAll("body *")].filter(one => !one.closest(".scroll, .unseen, .skip, pre")
    && one.getBoundingClientRect().right > root.clientWidth + 1).map(one => one.tagName + one.className)
  document.title = JSON.stringify([root.clientWidth, root.scrollWidth, wide, boxes.filter(one =>
    one.scrollWidth > one.clientWidth).length, seen.querySelectorAll("table").length]) }})</script>"""

DRIVE = """<!DOCTYPE html><body><iframe id="page" src="report.html" style="width:1280px;height:900px"></iframe><script>
addEventListener("load", () => {
  const frame = document.getElementById("page"), page = frame.contentDocument
  document.title = JSON.stringify((() => { SCRIPT })())
})</script>"""

OWN = re.compile(
    r"(https?://)?(accounts|(android\.)?clients\d?|update|optimizationguide-pa|content-autofill|safebrowsing|redirector"
    r"|edgedl\.me|dl|www)\.(google|googleapis|gvt1|gstatic)\.com\b"
)
"""What the browser asks for itself."""


class Seen(NamedTuple):
    """A page as a browser shows it.

    width      that it has, and `whole`, that it needs
    wide       what goes beyond it, by tag and class
    scrolling  tables that scroll inside their box
    tables     how many there are
    log        what the browser said
    asked      what the page asked others for
    """

    width: int
    whole: int
    wide: list[str]
    scrolling: int
    tables: int
    log: str
    asked: list[str]


class Browser:
    """Chromium without a window, behind a proxy that answers nothing and remembers who was asked for."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._folder = folder
        asked = self._asked = list[str]()

        class Refusing(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_error(403)

            do_POST = do_CONNECT = do_GET  # noqa: N815  (names of the library)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def show(self, page: str, width: int) -> Seen:
        """A page at a width in pixels, in a frame: a window without one is never narrower than 500."""
        (self._folder / "report.html").write_text(page, encoding="utf-8")
        frame = self._folder / "frame.html"
        frame.write_text(FRAME.format(width=width), encoding="utf-8")
        done = self._run(
            "--allow-file-access-from-files", "--window-size=1400,1000", "--dump-dom", frame.as_uri()
        )
        title = re.search(r"<title>(.*?)</title>", done.stdout)
        assert title, done.stderr
        outside = [one for one in self._asked if not OWN.match(one)]
        shown, whole, wide, scrolling, tables = json.loads(html.unescape(title[1]))
        return Seen(shown, whole, wide, scrolling, tables, done.stderr, outside)

    def drive(self, page: str, script: str) -> str:
        """What a script says that runs beside the page, with `page` its document; the page keeps its own policy."""
        (self._folder / "report.html").write_text(page, encoding="utf-8")
        frame = self._folder / "drive.html"
        frame.write_text(DRIVE.replace("SCRIPT", script), encoding="utf-8")
        done = self._run(
            "--allow-file-access-from-files", "--window-size=1400,1000", "--dump-dom", frame.as_uri()
        )
        assert "CONSOLE" not in done.stderr, done.stderr
        title = re.search(r"<title>(.*?)</title>", done.stdout, re.DOTALL)
        assert title, done.stderr
        return html.unescape(title[1])

    def prints(self, page: str) -> str:
        """The text of a page on paper; "" where nothing reads PDF files."""
        source, paper = self._folder / "report.html", self._folder / "report.pdf"
        source.write_text(page, encoding="utf-8")
        self._run(f"--print-to-pdf={paper}", source.as_uri())
        assert paper.read_bytes().startswith(b"%PDF")
        reader = shutil.which("pdftotext")
        if reader is None:
            return ""
        words = [reader, "-layout", str(paper), "-"]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout

    def _run(self, *more: str) -> subprocess.CompletedProcess[str]:
        words = [
            *(
                self._program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
            ),
            *("--disable-component-update", "--disable-sync", "--no-first-run"),
            f"--user-data-dir={self._folder / 'profile'}",
            f"--proxy-server=http://127.0.0.1:{self.server.server_port}",
            *("--enable-logging=stderr", *more),
        ]
        return subprocess.run(words, capture_output=True, text=True, check=True, timeout=120)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    """A browser, where there is one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next((one for name in names if (one := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium here")
    made = Browser(program, tmp_path)
    yield made
    made.server.shutdown()
    made.server.server_close()
