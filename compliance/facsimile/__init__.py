"""
Show an agreement as it looks on paper: its pages as pictures, its words in their places, findings on both.
"""
