"""Findings: something wrong or doubtful in a user's file, with its code, place and way out."""
