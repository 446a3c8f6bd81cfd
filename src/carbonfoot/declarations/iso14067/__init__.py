"""The report of a product carbon footprint study by ISO 14067:2018 (content of clause 7), Markdown or one HTML file."""
