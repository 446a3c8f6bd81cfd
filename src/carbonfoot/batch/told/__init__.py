"""What is told of a batch: to people at a terminal, to programs, and on one page."""
