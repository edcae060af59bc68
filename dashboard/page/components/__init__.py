"""One visible thing a file: functions from data, view and texts to Dash components."""
