"""
Hold one command a file; `compliance.cli` imports the one that is asked for.
"""
