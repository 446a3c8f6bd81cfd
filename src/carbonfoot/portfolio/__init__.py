"""Many products at once: their documents found, read once each, and solved as one product system."""
