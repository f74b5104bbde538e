"""
Show one organisation's agreements as a pattern: its templates, what is suspected how often, and its own trend.
"""
