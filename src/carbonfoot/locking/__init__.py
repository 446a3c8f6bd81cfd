"""Locks: what every product of a project is held to, what drifted, and what an update moves."""
