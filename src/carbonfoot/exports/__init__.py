"""A footprint's product system for other programs: neutral tables, and one writer a format."""
