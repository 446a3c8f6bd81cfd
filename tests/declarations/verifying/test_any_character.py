"""No single character of a message can be changed in silence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LETTERS = '0123456789abcXYZ-./:"{}[], \n%볼'
FREE = ("created", "status", "precedingPfIds")
"""What no recipe gives: when it was issued, whether it was withdrawn, what it replaces."""


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.integers(0, 10**6), letter=st.sampled_from(LETTERS), how=st.sampled_from(["set", "add", "drop"])
)
def test_a_changed_character_is_noticed_or_changes_nothing(
    place: int, letter: str, how: str, declared: Any, verify: Any, project: Path
) -> None:
    file = project / "part.json"
    if not file.exists():
        declared()
    text = file.read_text(encoding="utf-8")
    place %= len(text)
    changed = text[:place] + ("" if how == "drop" else letter) + text[place + (how != "add") :]
    (project / "changed.json").write_text(changed, encoding="utf-8")
    code, every, _ = verify("changed.json")
    if code:
        return
    (one,) = every
    old, new = json.loads(text), json.loads(changed)
    for key in FREE:
        old.pop(key, None)
        new.pop(key, None)
    tool = [data["extensions"][0]["data"].pop("tool") for data in (old, new)]
    assert old == new
    assert tool[0] == tool[1] or any(cause["kind"] == "tool" for cause in one["causes"])
    assert changed == text or one["verdict"] == "laid-out" or json.loads(changed) != json.loads(text)
