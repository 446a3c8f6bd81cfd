"""The report by ISO 14067 in a real browser, where there is one: no error, no request, nothing wider than a telephone."""

from __future__ import annotations

import html
import http.server
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carbonfoot.declarations.options import Declared

BROWSER = next(
    (one for name in ("chromium", "chromium-browser", "google-chrome") if (one := shutil.which(name))), None
)

pytestmark = [pytest.mark.system, pytest.mark.skipif(BROWSER is None, reason="no Chromium here")]

FRAME = """<!DOCTYPE html><body style="margin:0"><iframe id="page" src="report.html" style="border:0;width:{width}px;height:900px"
></iframe><script>addEventListener("load", () => {{ const seen = document.getElementById("page").contentDocument
  const root = seen.documentElement, boxes = [...seen.querySelectorAll(".scroll")]
  const wide = [...seen.querySelectorAll("body *")].filter(one => !one.closest(".scroll, .unseen, .skip, pre")
    && one.getBoundingClientRect().right > root.clientWidth + 1).map(one => one.tagName + one.className)
  document.title = JSON.stringify([root.clientWidth, root.scrollWidth, wide, boxes.filter(one =>
    one.scrollWidth > one.clientWidth).length, seen.querySelectorAll("table").length]) }})</script>"""


@pytest.fixture
def proxy() -> Iterator[tuple[int, list[str]]]:
    """A proxy that answers nothing and remembers who was asked for."""
    asked: list[str] = []

    class Refusing(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(403)

        do_POST = do_CONNECT = do_GET  # noqa: N815  (names of the library)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


def opened(folder: Path, port: int, *more: str) -> subprocess.CompletedProcess[str]:
    assert BROWSER is not None
    words = [
        *(BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
        *(
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            f"--user-data-dir={folder / 'profile'}",
        ),
        *(f"--proxy-server=http://127.0.0.1:{port}", "--enable-logging=stderr", *more),
    ]
    return subprocess.run(words, capture_output=True, text=True, check=True, timeout=120)


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize(("name", "lang"), [("full/kit", "ko"), ("seat-bracket/bracket", "en")])
def test_the_page_fits_says_no_error_and_asks_nobody(
    write: Callable[..., Declared],
    tmp_path: Path,
    proxy: tuple[int, list[str]],
    name: str,
    lang: str,
    width: int,
) -> None:
    content = write(name, ".html", lang).content
    assert isinstance(content, str)
    (tmp_path / "report.html").write_text(content, encoding="utf-8")
    frame = tmp_path / "frame.html"
    frame.write_text(FRAME.format(width=width), encoding="utf-8")
    port, asked = proxy
    size = ("--allow-file-access-from-files", "--window-size=1400,1000", "--dump-dom", frame.as_uri())
    done = opened(tmp_path, port, *size)
    title = re.search(r"<title>(.*?)</title>", done.stdout)
    assert title, done.stderr
    shown, whole, wide, scrolling, tables = json.loads(html.unescape(title[1]))
    assert whole <= shown <= width and wide == [] and tables > 15
    assert scrolling > 0 or width > 400
    assert "CONSOLE" not in done.stderr
    assert [one for one in asked if "google" not in one] == []  # what the browser asks for itself


def test_the_page_prints_on_paper(
    write: Callable[..., Declared], tmp_path: Path, proxy: tuple[int, list[str]]
) -> None:
    content = write("seat-bracket/bracket", ".html").content
    assert isinstance(content, str)
    page = tmp_path / "report.html"
    page.write_text(content, encoding="utf-8")
    opened(tmp_path, proxy[0], f"--print-to-pdf={tmp_path / 'report.pdf'}", page.as_uri())
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    if reader := shutil.which("pdftotext"):
        told = subprocess.run(
            [reader, "-layout", str(tmp_path / "report.pdf"), "-"], capture_output=True, text=True, check=True
        )
        assert "carbonfoot-recipe/1" in told.stdout
