"""
Audit stored agreements again and again: plans, their calendar, runs that happen once, and what each run changed.
"""
