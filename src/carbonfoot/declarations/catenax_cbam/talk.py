"""Findings of an answer: at a place of the request or of the installation document, each once."""

from __future__ import annotations

from carbonfoot.findings.finding import Finding, Path


class Talk:
    """What is said while an answer is put together."""

    def __init__(self, document: str, request: str) -> None:
        self._document = document
        self._request = request
        self.findings: list[Finding] = []

    def asked(self, code: str, message: str, path: Path, help: str = "") -> None:
        """About the request."""
        self._add(Finding(code, message, self._request, path, help=help))

    def ours(self, code: str, message: str, path: Path, help: str = "", *, on: str = "value") -> None:
        """About the document."""
        self._add(Finding(code, message, self._document, path, on, help))

    def _add(self, finding: Finding) -> None:
        if finding not in self.findings:
            self.findings.append(finding)
