"""Embedded emissions of goods under the EU's carbon border adjustment mechanism: see `docs.md`."""
