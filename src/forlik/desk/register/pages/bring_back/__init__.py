"""What was withdrawn as a mistake, brought back."""
