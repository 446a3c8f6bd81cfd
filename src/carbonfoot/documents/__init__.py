"""Documents that users write: reading YAML and CSV with places, and the typed documents themselves."""
