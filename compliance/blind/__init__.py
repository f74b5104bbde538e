"""
Have a sample of decided findings judged by a second person who does not know the first decision, and compare.
"""
