"""The installation document, `carbonfoot: installation/1`, shape by shape."""
