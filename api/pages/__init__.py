"""
Show the screens of startups and auditors, rendered on the server from the same office as the JSON interface.
"""
