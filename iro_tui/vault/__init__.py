"""Where it is kept: one encrypted SQLite file, its key, its lock, its copies and its schema."""
