"""What is measured: definitions, periods, returns, sources, figures, banding runs and results."""
