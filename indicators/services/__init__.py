"""The only place that writes what is measured."""
