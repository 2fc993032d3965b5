"""One file one chart: from figures to a Vega-Lite specification, a drawing or a table; no chart knows the desk."""
