"""A judgement of one's own, withdrawn as a mistake."""
