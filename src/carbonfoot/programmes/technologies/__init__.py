"""Technology cards: read, judged, applied to documents, packed and shared."""
