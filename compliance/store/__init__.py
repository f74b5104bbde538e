"""
Keep everything the office remembers, in PostgreSQL: tables, queries, keys and the one door contract text leaves by.
"""
