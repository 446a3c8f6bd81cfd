"""Linear systems of activities: loops judged and solved, sums exact. Knows no documents, units or factors."""
