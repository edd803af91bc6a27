"""Applications that read and write while a plan runs: recipes.py says what, run.py does it."""
