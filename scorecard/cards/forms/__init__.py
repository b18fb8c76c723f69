"""Forms of the commissioner's pages. They translate; services decide."""
