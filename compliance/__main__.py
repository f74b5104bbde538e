"""
Let `python -m compliance` be the command `compliance`.
"""

from compliance.cli import main

main()
