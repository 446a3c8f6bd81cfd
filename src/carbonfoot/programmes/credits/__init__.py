"""Credits of external projects and trading schemes: they stand beside footprints and are never netted."""
