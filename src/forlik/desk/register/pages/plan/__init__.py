"""One plan and its engagements."""
