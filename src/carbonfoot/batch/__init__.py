"""Batches: thousands of documents, one store, results that do not depend on how they were run."""
