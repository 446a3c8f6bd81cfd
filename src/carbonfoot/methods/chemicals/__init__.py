"""Methods of a sector, one a file."""
