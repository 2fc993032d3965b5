"""How the pillars, the donors and the partners of one place go together: pure measures, each with its coverage."""
