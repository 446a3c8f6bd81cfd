"""What if: a document with some of it changed, side by side with the document as it is written."""
