"""The production use cases on a simulated clock, network and set of processes, with faults from a seed."""
