"""
Turn the glyphs of fixed pages into lines in reading order: what a person reads, with the place of every letter.
"""
