"""
Run the office: who handed in which agreement, when it was checked, what was found and what people decided.

It knows the store, the queue and the clock; how to read a file is left to `ingest`, what is unfair to `rules`.
"""
