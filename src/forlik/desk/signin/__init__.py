"""Signing in to the register: users, sessions, second factors, passkeys, lock-out, and who asks."""
