"""What programs are told: plain answers of published data, the same over HTTP and over standard input.

One file has the answers of one subject. Each takes the question and gives plain values, among them the day whose
knowledge it shows and what it stands on; whoever asks holds the lock of worlds. How many rows of a list are given is
the asker's affair: a list is handed to ``cut``, which gives the rows and what is said of them.
"""
