"""The rules of matching as plain Python; NumPy and SciPy where many are compared at once, Django nowhere."""
