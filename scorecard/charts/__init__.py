"""Charts: frozen dataclasses in, figures for plotly.js with their sentence and table twin out.

Pure: imports the arithmetic of this project and plotly, and nothing else. Every chart states its
finding in one sentence and carries the same figures as a table, so that nobody depends on sight,
colour or JavaScript. plotly's default template is switched off: it adds 6.5 kB to each figure.
"""

import plotly.io

plotly.io.templates.default = None
