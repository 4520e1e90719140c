"""与上年比对: the cells and the texts of this year's report beside those of last year's."""
