"""The chart: what it shows (description, folded so that it fits), where things stand (layout, routing) and the SVG (draw)."""
