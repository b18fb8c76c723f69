"""What people type and choose: one module for each room of pages."""
