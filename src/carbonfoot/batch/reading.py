"""Texts of documents with the digests of the very bytes that were read."""

from __future__ import annotations

import os
from collections.abc import Iterator

from carbonfoot.batch.keys import ABSENT, digest, digest_of_file
from carbonfoot.documents.encoding import decode
from carbonfoot.documents.load import Read as Texts
from carbonfoot.documents.sources import MAX_BYTES, display_path, read_text_file
from carbonfoot.findings.finding import Finding


class Reading(Texts):
    """What `load_all` takes for texts that were read already: reads when it is asked, and remembers the digests."""

    def __init__(self) -> None:
        super().__init__()
        self.digests: dict[str, str] = {}

    def get(self, file: str, _default: object = None) -> tuple[str | None, list[Finding]]:
        """The text of a file and what is wrong with it."""
        if file not in self:
            self[file] = self._read(file)
        return self[file]

    def _read(self, file: str) -> tuple[str | None, list[Finding]]:
        shown = display_path(file)
        try:
            if not os.path.isfile(file) or os.path.getsize(file) > MAX_BYTES:
                raise OSError
            with open(file, "rb") as stream:
                data = stream.read(MAX_BYTES + 1)
        except OSError:
            self.digests[file] = digest_of_file(file) if os.path.isfile(file) else ABSENT
            return read_text_file(file, shown)
        self.digests[file] = digest(data)
        return decode(data, shown) if len(data) <= MAX_BYTES else read_text_file(file, shown)

    def known(self) -> Iterator[tuple[str, str]]:
        """Every file that was asked for and its digest."""
        yield from sorted(self.digests.items())
