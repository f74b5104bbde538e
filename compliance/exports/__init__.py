"""
Write what the office shows as files, one module a format.
"""
