"""Portfolio: aid by country, year, pillar and partner, how well it hangs together, and what came of it."""
