"""Declarations that suppliers send: files of their formats to one neutral model."""
