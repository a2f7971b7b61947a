"""The worked update: one step of an optimizer taken apart, term by term, with the numbers of that step."""
