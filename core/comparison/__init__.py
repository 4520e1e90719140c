"""Two reports of a body side by side: cells, texts, and whether they are by the same body in years that follow."""
