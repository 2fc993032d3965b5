"""The questions on harm of one option."""
