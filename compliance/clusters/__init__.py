"""
Find the same template clause of one organisation again in other agreements, without keeping a word of it.
"""
