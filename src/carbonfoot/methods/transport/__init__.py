"""Transport of goods and of people."""
