"""Build hook: compile the packs under `factors/` into the one library file that goes into the wheel."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FactorLibraryHook(BuildHookInterface[BuilderConfig]):
    """Puts `carbonfoot/factors/library.sqlite3` into a wheel, and nothing into an editable install.

    An editable install runs from the checkout, where the packs are the truth and are compiled into the user's cache.
    """

    _folder = ""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the wheel is put together; bad packs end the build with every problem listed."""
        if self.target_name != "wheel" or version != "standard":
            return
        sys.path.insert(0, os.path.join(self.root, "src"))
        try:
            from carbonfoot.factors.compile import compile_library
            from carbonfoot.factors.library import COMPILED_NAME
        finally:
            del sys.path[0]
        self._folder = tempfile.mkdtemp(prefix="carbonfoot-build-")
        target = os.path.join(self._folder, COMPILED_NAME)
        compile_library(os.path.join(self.root, "factors"), target)
        build_data["force_include"][target] = f"carbonfoot/factors/{COMPILED_NAME}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the compiled file: it is inside the wheel now."""
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
