"""
Hold cases: what confirmed findings of an agreement become, until a letter is answered and the matter closed.
"""
