"""The parts of reading a page: finding what each part of it says, choosing the product it is about, weighing the words."""
