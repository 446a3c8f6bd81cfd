"""The overview as a file."""

from __future__ import annotations

from carbonfoot.batch.export.content import Content


def report(content: Content, path: str) -> None:
    """Write the page piece by piece."""
    from carbonfoot.batch.page.write import page

    with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
        stream.writelines(page(content))
