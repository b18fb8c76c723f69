"""What dashboards read of results, in few queries whatever the size of the area."""
