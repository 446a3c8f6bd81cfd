"""carbonfoot: the carbon footprint of a manufactured product from plain text files."""

__version__ = "0.1.0"
