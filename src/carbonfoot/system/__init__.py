"""Product systems: built from documents, solved for the amounts of every activity."""
