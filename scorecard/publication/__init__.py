"""What becomes public: who is told what, frozen editions, and the steps by which they appear."""
