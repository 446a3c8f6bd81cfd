"""Buildings: storage, handling of goods, leased space."""
