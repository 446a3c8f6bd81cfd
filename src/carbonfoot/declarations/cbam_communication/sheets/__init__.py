"""The sheets of the template, one file each."""
