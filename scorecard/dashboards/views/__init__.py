"""Thin views: translate, make one call, answer."""
