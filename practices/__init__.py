"""Who is measured, and who may see it: organisations, dated links, list sizes, memberships."""
