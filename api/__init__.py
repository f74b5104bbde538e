"""
Speak HTTP for the office: the JSON interface under /api/v1 and the server-rendered screens beside it.
"""
