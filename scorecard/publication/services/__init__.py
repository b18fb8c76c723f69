"""The only place that writes editions: freezing them, and every step of their life."""
