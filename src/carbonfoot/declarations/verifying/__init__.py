"""Whether a declaration is what its recipe gives, and keeps the rules of its format."""
