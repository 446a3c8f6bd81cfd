"""Declarations that came: what is valid, what changed since the last version, what they move in the products of a project."""
