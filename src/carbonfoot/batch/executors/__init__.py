"""Ways of running chunks; the results do not tell which."""
