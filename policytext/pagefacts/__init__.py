"""What a page says about itself: headline, publication line, dates. Read by strip and by metadata."""
