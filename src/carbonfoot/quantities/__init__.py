"""Quantities: numbers, units with dimensions, expressions over them. `docs.md` is the map of this room."""
