"""Is a declaration what its recipe gives, and does it keep the rules of its format?"""
