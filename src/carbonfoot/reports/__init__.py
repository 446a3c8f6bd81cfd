"""Renderers of findings and results: text, JSON and other formats; a renderer never computes."""
