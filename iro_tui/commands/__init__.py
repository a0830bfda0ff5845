"""What stands behind the front door: the work of each command, imported only when it is called."""
