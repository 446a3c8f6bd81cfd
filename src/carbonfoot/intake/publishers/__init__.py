"""Readers of the files that publishers ship; one file a publisher, found by name (`registry`)."""
