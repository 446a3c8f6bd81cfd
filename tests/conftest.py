"""What every test may use: golden texts, compared byte by byte and rewritten with `pytest --update-golden`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"

Golden = Callable[[str, str], None]


def pytest_configure(config: pytest.Config) -> None:
    """Compiled packs of invented projects go where test runs keep their own things, not into the user's cache."""
    cache = config.rootpath / ".pytest_cache" / "carbonfoot"
    os.environ.setdefault("CARBONFOOT_CACHE", str(cache))
    if not hasattr(config, "workerinput"):
        for file in cache.glob("pack-*"):
            file.unlink(missing_ok=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the program says now into tests/golden; read the diff before it is committed",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden("bad/CF101.txt", text)`: the text is that of the file below `tests/golden`, or becomes it."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        assert file.is_file(), f"no golden text {name}; `pytest --update-golden` writes it"
        assert text == file.read_bytes().decode(), f"{name} says something else"

    return compare
