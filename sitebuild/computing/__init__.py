"""What takes long, figures and labs, in processes of their own: at most one a core, with limits, cached by content."""
