"""What words on a page mean: the tables of words, and reading a sentence by them."""
