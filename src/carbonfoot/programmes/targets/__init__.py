"""Targets: a path per year against what the measures reach, and the cheapest measures that close a gap."""
