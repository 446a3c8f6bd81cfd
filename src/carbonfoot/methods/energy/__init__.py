"""Methods of a sector, one a file; files that begin with `_` hold what several of them share."""
