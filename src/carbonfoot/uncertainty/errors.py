"""What cannot be drawn or propagated, told by reason and driver; the rooms above make findings of it."""

from __future__ import annotations


class UncertaintyError(Exception):
    """A statement about uncertainty that is not possible.

    reason  `distribution` or `correlation`
    keys    of the drivers it is about: one, or the pair of a correlation
    said    what is wrong, with the offending value
    help    what to state instead
    """

    def __init__(self, reason: str, keys: tuple[str, ...], said: str, help: str) -> None:
        super().__init__(f"{' and '.join(keys)}: {said}")
        self.reason = reason
        self.keys = keys
        self.said = said
        self.help = help
