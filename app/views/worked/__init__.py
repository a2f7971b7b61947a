"""The opened worked update: one step of one run, its terms with their numbers, and the same terms as arrows."""
