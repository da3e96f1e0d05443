"""What the product is measured against: other people's tools, and the plainest possible loop, on the same input."""
