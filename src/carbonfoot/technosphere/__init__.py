"""Neutral technospheres: activities, links and demands in a JSON file, read, judged and solved."""
