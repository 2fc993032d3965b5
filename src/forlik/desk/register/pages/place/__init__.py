"""All engagements in one place."""
