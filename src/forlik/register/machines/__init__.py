"""The machines of the register: what follows from the rows of a case, and what a step of it still lacks.

Each is a fold over the rows that one viewer may see; none keeps a state of its own, and none asks another for its.
"""
