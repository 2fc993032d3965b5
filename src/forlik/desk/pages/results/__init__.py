"""What came of it? Coverage of results, targets against actual values, what is to be done, and the ladder."""
