"""Who signs in: users, roles and what each role may do."""
