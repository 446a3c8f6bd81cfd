"""The example of a car maker's agreement, made of tables."""
