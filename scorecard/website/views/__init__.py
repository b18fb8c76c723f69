"""Thin views of the public site: nothing of them depends on who reads."""
