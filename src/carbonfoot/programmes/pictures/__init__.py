"""Pictures of a programme, and its page: made from the answer of `programme report --format json`, never from objects."""
