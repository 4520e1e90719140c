"""The statistic tables as the official form: model, view, painting, clipboard, and the strip of equations."""
