"""Data of the program: catalog, rules, templates, texts, icons, help, samples. No code."""
