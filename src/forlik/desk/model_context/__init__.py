"""The answers for programs, for those that speak the Model Context Protocol over standard input and output.

``tools`` says what can be asked and answers it, in plain Python; ``serving`` alone speaks the protocol, with the
library that only the extra ``mcp`` brings.
"""
