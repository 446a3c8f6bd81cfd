"""How far a result may be off, and because of what: distributions, first-order intervals, draws."""
