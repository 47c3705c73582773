"""What page spinners do to text, undone: readings behind characters, doubled marks, torn bytes."""
