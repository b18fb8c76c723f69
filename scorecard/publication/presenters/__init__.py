"""What an edition says, as plain data: page, file, feed and API read the same."""
