"""What a document commits somebody to: targets with a number, and who must do what."""
