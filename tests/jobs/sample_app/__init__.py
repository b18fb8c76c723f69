"""An app with jobs that sleep and die, installed for the broker tests only."""
