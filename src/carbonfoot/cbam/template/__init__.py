"""The Commission's communication template: where things stand in it, and reading a filled one. See `docs.md`."""
