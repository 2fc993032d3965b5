"""Answers: what an officer asks of the register, reckoned from the records that one viewer may see.

Each is one pure function over a dossier or a case. None keeps anything, and a record that may not be seen is as if it
were not there.
"""
