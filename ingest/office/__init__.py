"""
Share between the readers of word processor files what they have in common: running text, lists and their numbers.
"""
