"""The only place that writes what readers keep: groups of their own, bookmarks, digests."""
