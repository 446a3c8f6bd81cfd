"""Checks: one limit asked of one product, one file a kind."""
