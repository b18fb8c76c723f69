"""How the project is put together: environment, settings, addresses, jobs, checks."""
