"""
Keep what the office holds safe: back-ups and their restoring, the look through all of it, and the turn of the key.
"""
