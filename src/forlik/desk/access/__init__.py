"""Who may see and do what: the policy, the keys, the log, and the encrypted database they live in."""
