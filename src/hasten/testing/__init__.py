"""For tests of hasten and of what is built on it: simulated clocks with a known truth, and a suite for each role."""
