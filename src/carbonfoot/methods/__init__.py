"""Emission methods, one a file."""
