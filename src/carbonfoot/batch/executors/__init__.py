"""Ways of running chunks; the results do not tell which."""


class ExecutorError(Exception):
    """Chunks cannot be computed this way, or not any more; the message says why and what to do."""
