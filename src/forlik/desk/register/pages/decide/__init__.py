"""Where and when: the answer to a question with intervals, its weights, and the options put forward."""
