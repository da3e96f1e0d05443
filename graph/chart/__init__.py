"""The chart: what it shows (description), where things stand (layout, routing) and the SVG (draw)."""
