"""Reduction programmes: measures of many members on their own documents, and what moves because of whom."""
