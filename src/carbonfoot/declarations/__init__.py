"""Declarations: a result in somebody's format, one file each; see `docs.md`."""
