"""Answers on the register for programs: plain values of what one person may see, and the records they tell of."""
