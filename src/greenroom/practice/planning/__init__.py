"""How it goes from day to day, and what to practise next."""
