"""Pages people read results on: overview, grid, practice, indicator, network, board, comparison."""
