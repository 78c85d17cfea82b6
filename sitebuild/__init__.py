"""The build steps that MkDocs does not have, in rooms by job."""
