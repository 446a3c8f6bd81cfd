"""Tables of a batch, streamed from the store: sorted by name, without clock, executor or path of the machine."""
