"""From a solved product system to a footprint that can be read, traced and compared."""
