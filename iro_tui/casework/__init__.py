"""What an IRO does: verbs and questions, each a function on an open session."""
