"""The overview of a batch: one page, offline, usable with and without scripts."""
