"""What concerns the site as a whole: both languages, styles, policy, metadata, where it is written."""
