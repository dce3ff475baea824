"""How well it works, counted once an hour from what is stored anyway and shown to everybody."""
