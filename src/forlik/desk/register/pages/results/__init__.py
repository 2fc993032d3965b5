"""Results of all engagements that may be seen: how many say what came of them, what is lacking, the ladder."""
