"""The factor library: packs of published emission factors, compiled into one file and looked up by item."""
