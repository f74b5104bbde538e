"""
Draft changes of the rules: keep them, tell what they would change over stored agreements, have a second person agree.
"""
