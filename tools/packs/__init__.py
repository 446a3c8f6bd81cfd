"""One script a factor pack: the published file and our own mapping to the tables under `factors/`."""
