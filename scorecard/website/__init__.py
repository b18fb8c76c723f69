"""The public site: what anybody may read, without an account and without a cookie."""
