"""What is told of a programme: to people as text, to programs as JSON; what a section needs stands in its own file."""
