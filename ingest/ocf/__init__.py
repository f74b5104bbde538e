"""
Read packages of the Open Cap Format (capitalisation tables as JSON): their objects, and what is wrong with them.
"""
