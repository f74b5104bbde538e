"""
Read what is printed in pictures: pixels in, strips of letters with places and confidence out.

`engine` is Tesseract as a library, loaded by the cage's server before it forks; `pixels` makes a scan fit to be read,
`recognise` finds language and blocks, `pages` reads whole pages and `repair` mends what the order of clauses proves.
"""
