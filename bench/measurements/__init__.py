"""One file a measurement: measure(subject) yields its Figures."""
