"""JSON text as every command prints it: one envelope, no clock, no path of the machine."""

from __future__ import annotations

from typing import Any


def answer(
    name: str, data: Any, options: dict[str, Any] | None = None, findings: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """The envelope of DESIGN 6 around the answer of a command."""
    from carbonfoot import __version__

    return {
        "schema": f"carbonfoot/{name}/1",
        "tool": {"name": "carbonfoot", "version": __version__},
        "options": options or {},
        "data": data,
        "findings": findings or [],
    }


def to_text(data: dict[str, Any] | list[Any]) -> str:
    r"""Two-space JSON in UTF-8 characters, ending in a line feed; what no one sees is written `\\u202e`."""
    import json

    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return text if text.replace("\n", " ").isprintable() else visible(text)


def visible(text: str) -> str:
    """JSON text whose control and format characters are escapes: the same data, harmless in a terminal."""
    import json

    return "".join(one if one.isprintable() or one == "\n" else json.dumps(one)[1:-1] for one in text)
