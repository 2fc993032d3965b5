"""The register of engagements, pure: its concepts, their facets, what follows from rows. No database, no Django.

Rows are what was recorded; everything else (the state of an engagement, the phase of a process, when a promise falls
due, what a transition lacks) is folded from the rows that one viewer may see, as known on one day.
"""
