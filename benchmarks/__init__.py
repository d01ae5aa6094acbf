"""Speed, as ratios against the floor of what each thing needs; ``make bench``."""
