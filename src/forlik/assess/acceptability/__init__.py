"""How sure an order is: weights, errors and gaps drawn again and again, and what comes of it."""
