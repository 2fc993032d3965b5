"""How passwords are hashed: Argon2id, with no more memory than eight at once can have on a small machine."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Forty-six mebibytes and three rounds a password."""

    time_cost = 3
    memory_cost = 46 * 1024
    parallelism = 1
