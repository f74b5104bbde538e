"""
Turn the findings of an agreement into what its reader may ask of the other side: changed wording, and a letter.
"""
